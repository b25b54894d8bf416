#include "integration/signed_request.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace {

std::string base64(const unsigned char* bytes, std::size_t size)
{
    std::string text(4 * ((size + 2) / 3) + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, static_cast<int>(size));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string from_base64(std::string_view text)
{
    std::string bytes(text.size(), '\0');
    const int size = EVP_DecodeBlock(
        reinterpret_cast<unsigned char*>(bytes.data()), reinterpret_cast<const unsigned char*>(text.data()),
        static_cast<int>(text.size()));
    std::size_t padding = 0;
    while (text.ends_with('=')) {
        text.remove_suffix(1);
        ++padding;
    }
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

const unsigned char* raw(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string signed_request(
    std::string_view method, std::string_view target, std::string_view host, std::string_view body,
    std::string_view access_key, acs::wall_time now)
{
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 64> date{};
    std::strftime(date.data(), date.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);

    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(raw(body), body.size(), digest.data());
    const std::string content_hash = base64(digest.data(), digest.size());
    std::string to_sign;
    to_sign.append(method).append("\n").append(target).append("\n");
    to_sign.append(date.data()).append(";").append(host).append(";").append(content_hash);
    const std::string key = from_base64(access_key);
    HMAC(
        EVP_sha256(), key.data(), static_cast<int>(key.size()), raw(to_sign), to_sign.size(), digest.data(),
        nullptr);

    std::string request;
    request.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: ").append(host);
    request.append("\r\nx-ms-date: ").append(date.data());
    request.append("\r\nx-ms-content-sha256: ").append(content_hash);
    request.append(
        "\r\nAuthorization: HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=");
    request.append(base64(digest.data(), digest.size()));
    if (!body.empty())
        request.append("\r\nContent-Type: application/json");
    request.append("\r\nContent-Length: ")
        .append(std::to_string(body.size()))
        .append("\r\n\r\n")
        .append(body);
    return request;
}
