#ifndef ACS_TESTS_PACKAGE_ISSUE_TOKEN_HPP
#define ACS_TESTS_PACKAGE_ISSUE_TOKEN_HPP

#include <acs/emulator.hpp>
#include <string>

/// Creates an identity and issues a token for it, through the client. Throws if anything fails.
std::string issue_token(const acs::emulator& service);

#endif
