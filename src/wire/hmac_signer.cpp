#include "wire/hmac_signer.hpp"

#include "wire/base64.hpp"

#include <array>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <span>

namespace acs::wire {

namespace {

constexpr std::size_t sha256_size = 32;
using digest = std::array<unsigned char, sha256_size>;

// Fetching an algorithm searches OpenSSL's providers: done once.
const EVP_MD* sha256()
{
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
    return algorithm.get();
}

const unsigned char* bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::optional<hmac_signer> hmac_signer::from_base64_key(std::string_view text)
{
    const auto key = decode_base64(text);
    if (!key || key->empty())
        return std::nullopt;
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> hmac(
        EVP_MAC_fetch(nullptr, "HMAC", nullptr), &EVP_MAC_free);
    mac_context context(hmac ? EVP_MAC_CTX_new(hmac.get()) : nullptr);
    char digest_name[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0), OSSL_PARAM_construct_end()};
    if (!context || EVP_MAC_init(context.get(), bytes(*key), key->size(), parameters) != 1)
        return std::nullopt;
    return hmac_signer(std::move(context));
}

std::optional<signature_headers> hmac_signer::sign(const signed_parts& parts) const
{
    digest hash;
    if (EVP_Digest(parts.body.data(), parts.body.size(), hash.data(), nullptr, sha256(), nullptr) != 1)
        return std::nullopt;
    signature_headers made;
    append_base64(hash, made.content_hash);
    made.date = format_http_date(parts.date);
    const std::string_view date(made.date.data(), made.date.size());

    wiping_string text;
    text.reserve(parts.method.size() + parts.path_and_query.size() + date.size() + parts.host.size() + 64);
    text.append(parts.method).append("\n");
    text.append(parts.path_and_query).append("\n");
    text.append(date).append(";").append(parts.host).append(";").append(made.content_hash);

    const mac_context context(EVP_MAC_CTX_dup(keyed_.get()));
    digest signature;
    std::size_t size = 0;
    if (!context || EVP_MAC_update(context.get(), bytes(text), text.size()) != 1 ||
        EVP_MAC_final(context.get(), signature.data(), &size, signature.size()) != 1)
        return std::nullopt;

    constexpr std::string_view start =
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";
    made.authorization.reserve(start.size() + 48);
    made.authorization = start;
    append_base64(signature, made.authorization);
    return made;
}

} // namespace acs::wire
