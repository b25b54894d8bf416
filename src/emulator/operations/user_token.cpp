#include "emulator/operations/user_token.hpp"

#include "emulator/encoding/http_date.hpp"
#include "emulator/protocol/decisions.hpp"

#include <array>
#include <span>
#include <string>

namespace acs::emulation {

namespace {

constexpr std::array<std::string_view, 2> teams_audiences{
    entra_tokens::user_audience, "https://auth.msft.communication.azure.us"};
constexpr std::array<std::string_view, 1> client_audiences{"https://communication.azure.com/clients"};

std::span<const std::string_view> audiences(user_token_kind kind)
{
    if (kind == user_token_kind::teams)
        return teams_audiences;
    return client_audiences;
}

bool is_meant(std::string_view audience, user_token_kind kind)
{
    while (audience.ends_with('/'))
        audience.remove_suffix(1);
    for (const std::string_view one : audiences(kind))
        if (one == audience)
            return true;
    return false;
}

} // namespace

entra_tokens::entra_claims user_token_claims(
    const entra_tokens& entra, std::string_view token, user_token_kind kind, std::string_view subject,
    wall_time now)
{
    const auto refuse = [&](const std::string& reason) {
        throw decisions::invalid_user_token(std::string(subject) + ' ' + reason);
    };
    auto claims = entra.read(token);
    if (!claims)
        refuse("was not made by this emulator");
    if (claims->user_id.empty())
        refuse("is not one of a user");
    if (!is_meant(claims->audience, kind))
        refuse("is for the audience " + claims->audience + ", not " + std::string(audiences(kind).front()));
    const auto at = [&](wall_time when) {
        return format_http_date(when) + ", the service's clock says " + format_http_date(now);
    };
    if (now >= claims->expires)
        refuse("expired: " + at(claims->expires));
    if (now < claims->not_before)
        refuse("is not valid before " + at(claims->not_before));
    return std::move(*claims);
}

} // namespace acs::emulation
