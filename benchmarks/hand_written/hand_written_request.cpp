#include "hand_written/hand_written_request.hpp"

#include <array>
#include <boost/json.hpp>
#include <ctime>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <span>
#include <stdexcept>
#include <string_view>

namespace http = boost::beast::http;

namespace {

std::string to_base64(std::span<const unsigned char> bytes)
{
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string from_base64(const std::string& text)
{
    std::string bytes(text.size(), '\0');
    const int size = EVP_DecodeBlock(
        reinterpret_cast<unsigned char*>(bytes.data()), reinterpret_cast<const unsigned char*>(text.data()),
        static_cast<int>(text.size()));
    if (size < 0)
        throw std::invalid_argument("the access key is not base64");
    const auto padding = text.size() - text.find_last_not_of('=') - 1;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

std::string http_date()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 64> text{};
    const auto size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), size};
}

std::string percent_encode(std::string_view text)
{
    std::string made;
    for (const char c : text)
        if (c == ':')
            made += "%3A";
        else
            made += c;
    return made;
}

} // namespace

hand_written_request::hand_written_request(const load_options& options)
    : host_(options.port() == "443" ? options.host() : options.host() + ":" + options.port()),
      target_("/identities/" + percent_encode(options.user) + "/:issueAccessToken?api-version=2023-10-01"),
      key_(from_base64(options.access_key()))
{}

std::string hand_written_request::body()
{
    return boost::json::serialize(boost::json::value{{"scopes", {"voip"}}});
}

hand_written_request::signed_fields hand_written_request::sign(const std::string& body) const
{
    signed_fields made;
    made.date = http_date();

    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
    SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), hash.data());
    made.content_hash = to_base64(hash);

    const std::string to_sign = "POST\n" + target_ + "\n" + made.date + ";" + host_ + ";" + made.content_hash;
    std::array<unsigned char, SHA256_DIGEST_LENGTH> signature{};
    unsigned size = 0;
    HMAC(
        EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
        reinterpret_cast<const unsigned char*>(to_sign.data()), to_sign.size(), signature.data(), &size);
    made.authorization =
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + to_base64(signature);
    return made;
}

http::request<http::string_body> hand_written_request::make() const
{
    http::request<http::string_body> made(http::verb::post, target_, 11);
    made.body() = body();
    const signed_fields fields = sign(made.body());
    made.set(http::field::host, host_);
    made.set(http::field::user_agent, "hand-written");
    made.set(http::field::accept, "application/json");
    made.set(http::field::content_type, "application/json");
    made.set("x-ms-date", fields.date);
    made.set("x-ms-content-sha256", fields.content_hash);
    made.set(http::field::authorization, fields.authorization);
    made.prepare_payload();
    return made;
}
