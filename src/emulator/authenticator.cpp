#include "emulator/authenticator.hpp"

#include "emulator/case_folding.hpp"
#include "emulator/decisions.hpp"

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

} // namespace

authenticator::authenticator(signature_verifier verifier, const entra_tokens& bearers)
    : verifier_(std::move(verifier)), bearers_(bearers)
{}

void authenticator::check(const request& received, const request_target& target, wall_time now) const
{
    for (const std::string_view name : {"Authorization", "x-ms-date", "date", "x-ms-content-sha256"})
        if (received.headers.count(name) > 1)
            throw decisions::denied("header " + std::string(name) + " occurs twice");
    const auto authorization = received.headers.find("Authorization");
    if (!authorization)
        throw decisions::denied("missing header Authorization");
    const auto blank = authorization->find(' ');
    const std::string_view scheme = authorization->substr(0, blank);
    std::string_view parameters;
    if (blank != std::string_view::npos)
        parameters = trim_left(authorization->substr(blank));
    if (equal_ignoring_case(scheme, "HMAC-SHA256")) {
        verifier_.verify(received, target, parameters, now);
    } else if (equal_ignoring_case(scheme, "Bearer")) {
        std::string reason = bearers_.why_no_service_access(parameters, now);
        if (!reason.empty())
            throw decisions::denied(std::move(reason));
    } else {
        // What looks like a scheme may be a secret that was sent without one.
        const bool looks_like_scheme = blank != std::string_view::npos && scheme.size() <= 20;
        throw decisions::denied(
            "unknown scheme in Authorization" +
            (looks_like_scheme ? ": " + std::string(scheme) : std::string()) +
            "; HMAC-SHA256 and Bearer are known");
    }
}

} // namespace acs::emulation
