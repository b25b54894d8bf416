#ifndef TESTS_INTEGRATION_SOAK_TOKENS_HPP
#define TESTS_INTEGRATION_SOAK_TOKENS_HPP

#include "soak_call.hpp"

#include <acs/emulator.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

/// What a soak's calls were given: everybody has to have got their own.
class soak_tokens
{
public:
    explicit soak_tokens(acs::emulator& server) : server_(server) {}

    /// Adds what is wrong to `complaints`.
    void check(const soak_call& call, std::vector<std::string>& complaints);

private:
    void check_identity(const soak_call& call, std::vector<std::string>& complaints);
    void check_token(const soak_call& call, std::vector<std::string>& complaints);
    static std::string owner(const soak_call& call);

    acs::emulator& server_;
    std::set<std::string, std::less<>> created_;
    std::map<std::string, std::string, std::less<>> by_custom_id_;
};

#endif
