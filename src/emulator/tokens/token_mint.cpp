#include "emulator/tokens/token_mint.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/iso_time.hpp"
#include "emulator/encoding/unix_seconds.hpp"
#include "emulator/tokens/hs256_signer.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace acs::emulation {

namespace {

void append_hex(std::string& text, std::uint64_t number)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (unsigned shift = 64; shift > 0; shift -= 4)
        text += digits[(number >> (shift - 4)) & 15U];
}

// Of so many bytes in base64url, which has no padding.
constexpr std::size_t encoded_size(std::size_t bytes)
{
    return (bytes * 4 + 2) / 3;
}

} // namespace

token_mint::token_mint(
    token_signing signing, std::string_view hs256_key, std::string pem, std::size_t token_bytes)
    : signing_(signing), token_bytes_(token_bytes)
{
    if (signing == token_signing::hs256)
        hs256_ = std::make_unique<hs256_signer>(hs256_key);
    if (!pem.empty())
        use_pem(pem);
}

const token_signer& token_mint::signer()
{
    if (hs256_)
        return *hs256_;
    if (!rs256_)
        rs256_ = std::make_unique<rs256_signer>();
    return *rs256_;
}

std::string token_mint::mint(const token_claims& claims, const guid& resource)
{
    const std::string issued = std::to_string(unix_seconds(claims.issued));
    std::string json;
    json.reserve(480);
    json.append(R"({"skypeid":")").append(holder_name(claims, resource));
    json.append(R"(","scp":1792,"csi":")").append(issued);
    json.append(R"(","exp":)").append(std::to_string(unix_seconds(claims.expires)));
    json.append(R"(,"rgn":"amer","acsScope":")").append(join_scopes(claims.scopes));
    json.append(R"(","resourceId":")");
    append_guid(json, resource);
    json.append(R"(","resourceLocation":"unitedstates","iat":)").append(issued);
    json.append(R"(,"jti":")");
    append_hex(json, claims.number);
    json.append(R"("})");
    if (token_bytes_ != 0)
        json.insert(json.size() - 1, padding(json.size()));
    return make_token(signer(), json);
}

// The member that makes a token with so long a payload long enough; empty if it is.
std::string token_mint::padding(std::size_t payload_bytes)
{
    constexpr std::string_view name = R"(,"padding":")";
    const std::size_t others = signer().header().size() + encoded_size(signer().signature_size()) + 2;
    if (others + encoded_size(payload_bytes) >= token_bytes_)
        return {};
    const std::size_t wanted = ((token_bytes_ - others) * 3 + 3) / 4; // bytes that become so many characters
    const std::size_t taken = payload_bytes + name.size() + 1;
    std::string text(name);
    text.append(wanted > taken ? wanted - taken : 0, 'x');
    return text += '"';
}

std::optional<boost::json::object> token_mint::read(std::string_view token)
{
    const auto last_dot = token.rfind('.');
    const auto first_dot = token.find('.');
    if (last_dot == std::string_view::npos || first_dot == last_dot)
        return std::nullopt;
    if (token.substr(0, first_dot) != signer().header())
        return std::nullopt;
    const auto signature = base64url_decode(token.substr(last_dot + 1));
    if (!signature || !signer().verify(token.substr(0, last_dot), *signature))
        return std::nullopt;
    // Signed by us, so it has the form that mint gave it.
    const auto payload = base64url_decode(token.substr(first_dot + 1, last_dot - first_dot - 1));
    return boost::json::parse(payload.value()).as_object();
}

std::uint64_t token_mint::next_number(wall_time now)
{
    const auto time = static_cast<std::uint64_t>(std::max<std::int64_t>(now.time_since_epoch().count(), 0));
    last_number_ = std::max(last_number_ + 1, time);
    return last_number_;
}

void token_mint::skip_numbers(std::uint64_t up_to)
{
    last_number_ = std::max(last_number_, up_to);
}

std::string token_mint::pem() const
{
    return rs256_ ? rs256_->pem() : std::string();
}

void token_mint::use_pem(const std::string& pem)
{
    rs256_ = std::make_unique<rs256_signer>(pem);
}

std::string holder_name(const token_claims& claims, const guid& resource)
{
    const bool has_tenant =
        claims.holder == token_holder::teams_extension_user || claims.holder == token_holder::entra_user;
    std::string name;
    name.reserve(120);
    if (claims.holder == token_holder::teams_user) {
        name.append("orgid:");
    } else {
        name.append("acs:");
        append_guid(name, resource);
        name.append(claims.holder == token_holder::entra_user ? "_wf_" : "_");
    }
    if (has_tenant) {
        append_guid(name, claims.tenant);
        name.append(1, '_');
    }
    append_guid(name, claims.user);
    return name;
}

std::string access_token_json(token_mint& mint, const token_claims& claims, const guid& resource)
{
    std::string text = R"({"token":")";
    text.reserve(1024);
    text.append(mint.mint(claims, resource));
    text.append(R"(","expiresOn":")").append(format_expires_on(claims.expires)).append(R"("})");
    return text;
}

std::optional<std::uint64_t> token_number(const boost::json::object& claims)
{
    const auto* text = claims.if_contains("jti");
    if (text == nullptr || !text->is_string())
        return std::nullopt;
    const auto& digits = text->get_string();
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return number;
}

} // namespace acs::emulation
