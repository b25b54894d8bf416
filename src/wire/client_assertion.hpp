#ifndef ACS_WIRE_CLIENT_ASSERTION_HPP
#define ACS_WIRE_CLIENT_ASSERTION_HPP

#include "wire/signing_certificate.hpp"

#include <acs/result.hpp>
#include <acs/secret.hpp>
#include <acs/time_source.hpp>

#include <string>

namespace acs::wire {

// What an application says of itself to get a token: a JSON web token that it signs.
struct client_assertion
{
    std::string audience; // the token endpoint's URL
    std::string client_id;
    std::string id; // never used before
    wall_time now;
    bool pss = false;        // PS256 instead of RS256
    bool with_chain = false; // the header has all certificates
};

// Valid for ten minutes. Errors: credential_failed.
result<secret> sign(const client_assertion& what, const signing_certificate& by);

} // namespace acs::wire

#endif
