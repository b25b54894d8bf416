#include "emulator/entra/federated_tokens.hpp"

#include "emulator/encoding/unix_seconds.hpp"

#include <boost/json.hpp>

namespace acs::emulation {

std::string federated_tokens::mint(
    const federated_credential& about, wall_time now, wall_time not_before, wall_time expires)
{
    const boost::json::object claims{
        {"aud", boost::json::array{about.audience}},
        {"iss", about.issuer},
        {"sub", about.subject},
        {"iat", unix_seconds(now)},
        {"nbf", unix_seconds(not_before)},
        {"exp", unix_seconds(expires)},
        {"jti", std::to_string(++minted_) + "-" + std::to_string(now.time_since_epoch().count())}};
    return make_token(signer_, boost::json::serialize(claims));
}

bool federated_tokens::verify(const compact_jws& token) const
{
    const auto first_part = token.signed_text.substr(0, token.signed_text.find('.'));
    return first_part == signer_.header() && signer_.verify(token.signed_text, token.signature);
}

} // namespace acs::emulation
