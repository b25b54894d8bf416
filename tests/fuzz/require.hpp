#ifndef TESTS_FUZZ_REQUIRE_HPP
#define TESTS_FUZZ_REQUIRE_HPP

#include <cstdio>
#include <cstdlib>

namespace fuzz {

// A property of the code under test. The fuzzer takes an abort for a finding and keeps the input.
inline void require(bool holds, const char* property)
{
    if (holds)
        return;
    std::fprintf(stderr, "Property violated: %s\n", property);
    std::abort();
}

} // namespace fuzz

#endif
