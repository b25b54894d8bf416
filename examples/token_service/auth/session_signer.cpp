#include "auth/session_signer.hpp"

#include "auth/base64url.hpp"

#include <array>
#include <charconv>
#include <openssl/crypto.h>

namespace token_service {

namespace {

constexpr std::string_view version = "v1.";

std::string_view bytes_of(const hmac_sha256::digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

} // namespace

session_signer::session_signer(const acs::secret& key) : key_(key.reveal()) {}

std::string session_signer::sign(const user_name& user, std::int64_t expiry) const
{
    std::string text(version);
    append_base64url(text, user.text());
    text.append(1, '.').append(std::to_string(expiry));
    const hmac_sha256::digest signature = key_.sign(text);
    text += '.';
    append_base64url(text, bytes_of(signature));
    return text;
}

std::optional<user_name> session_signer::verify(std::string_view session, std::int64_t now) const noexcept
{
    const std::size_t last = session.rfind('.');
    if (!session.starts_with(version) || last <= version.size())
        return std::nullopt;
    hmac_sha256::digest signature;
    const auto size = decode_base64url(
        session.substr(last + 1), {reinterpret_cast<char*>(signature.data()), signature.size()});
    const std::string_view said = session.substr(0, last);
    if (size != signature.size() ||
        CRYPTO_memcmp(signature.data(), key_.sign(said).data(), signature.size()) != 0)
        return std::nullopt;

    // From here on it is a text of ours, or as good as one.
    const std::string_view rest = said.substr(version.size());
    const std::size_t dot = rest.find('.');
    if (dot == rest.npos)
        return std::nullopt;
    std::int64_t expiry = 0;
    std::from_chars(rest.data() + dot + 1, rest.data() + rest.size(), expiry);
    if (expiry <= now)
        return std::nullopt;
    std::array<char, user_name::longest> user;
    const auto length = decode_base64url(rest.substr(0, dot), user);
    return length ? user_name::parse({user.data(), *length}) : std::nullopt;
}

} // namespace token_service
