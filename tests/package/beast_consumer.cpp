#include "issue_token.hpp"
#include "read_stats.hpp"

#include <cstdio>
#include <exception>

int main()
try {
    acs::emulator service;
    std::puts(issue_token(service).c_str());
    std::puts(read_stats(service).c_str());
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
