#include "emulator/service/authenticator.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/protocol/decisions.hpp"

#include <initializer_list>
#include <string>
#include <utility>

namespace acs::emulation {

namespace {

std::string_view trim_left(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    return text;
}

struct credentials
{
    std::string_view scheme;
    std::string_view parameters;
    bool has_blank; ///< something follows the scheme
};

credentials credentials_of(const request& received)
{
    const auto authorization = received.headers.find("Authorization");
    if (!authorization)
        throw decisions::denied("missing header Authorization");
    const auto blank = authorization->find(' ');
    if (blank == std::string_view::npos)
        return {*authorization, {}, false};
    return {authorization->substr(0, blank), trim_left(authorization->substr(blank)), true};
}

void refuse_repeated(const request& received, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        if (received.headers.count(name) > 1)
            throw decisions::denied("header " + std::string(name) + " occurs twice");
}

// What looks like a scheme may be a secret that was sent without one.
[[noreturn]] void refuse_scheme(const credentials& given, std::string_view known)
{
    const bool looks_like_scheme = given.has_blank && given.scheme.size() <= 20;
    throw decisions::denied(
        "unknown scheme in Authorization" +
        (looks_like_scheme ? ": " + std::string(given.scheme) : std::string()) + "; " + std::string(known));
}

} // namespace

authenticator::authenticator(signature_verifier verifier, const entra_tokens& bearers)
    : verifier_(std::move(verifier)), bearers_(bearers)
{}

void authenticator::check(const request& received, const request_target& target, wall_time now) const
{
    refuse_repeated(received, {"Authorization", "x-ms-date", "date", "x-ms-content-sha256"});
    const credentials given = credentials_of(received);
    if (equal_ignoring_case(given.scheme, "HMAC-SHA256")) {
        verifier_.verify(received, target, given.parameters, now);
    } else if (equal_ignoring_case(given.scheme, "Bearer")) {
        std::string reason = bearers_.why_no_service_access(given.parameters, now);
        if (!reason.empty())
            throw decisions::denied(std::move(reason));
    } else {
        refuse_scheme(given, "HMAC-SHA256 and Bearer are known");
    }
}

entra_tokens::entra_claims authenticator::check_user(
    const request& received, user_token_kind kind, wall_time now) const
{
    refuse_repeated(received, {"Authorization"});
    const credentials given = credentials_of(received);
    if (!equal_ignoring_case(given.scheme, "Bearer"))
        refuse_scheme(given, "this operation takes the token of an Entra user as Bearer");
    return user_token_claims(bearers_, given.parameters, kind, "the bearer token", now);
}

} // namespace acs::emulation
