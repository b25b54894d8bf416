#include "wire/client_assertion.hpp"

#include "wire/base64.hpp"
#include "wire/wiping_string.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <chrono>
#include <span>

namespace acs::wire {

namespace {

namespace json = boost::json;
using std::chrono::seconds;

// As long as the Azure SDKs' assertions. Entra tolerates clocks that are a few minutes apart.
constexpr seconds validity = std::chrono::minutes(10);

std::span<const unsigned char> bytes(std::string_view text)
{
    return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

json::string base64(std::string_view text)
{
    wiping_string encoded;
    append_base64(bytes(text), encoded);
    return json::string(encoded.data(), encoded.size());
}

wiping_string base64url(std::string_view text)
{
    wiping_string encoded;
    append_base64(bytes(text), encoded);
    std::replace(encoded.begin(), encoded.end(), '+', '-');
    std::replace(encoded.begin(), encoded.end(), '/', '_');
    while (encoded.ends_with('='))
        encoded.pop_back();
    return encoded;
}

json::string json_base64url(std::string_view text)
{
    const wiping_string encoded = base64url(text);
    return json::string(encoded.data(), encoded.size());
}

json::string upper_hex(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    json::string made;
    for (const unsigned char byte : bytes(text)) {
        made.push_back(digits[byte >> 4U]);
        made.push_back(digits[byte & 15U]);
    }
    return made;
}

json::object header_of(const client_assertion& what, const signing_certificate& by)
{
    const std::string_view algorithm = by.algorithm(what.pss);
    json::object header;
    header["alg"] = json::string(algorithm.data(), algorithm.size());
    header["typ"] = "JWT";
    header["kid"] = upper_hex(by.thumbprint());
    header["x5t"] = json_base64url(by.thumbprint());
    header["x5t#S256"] = json_base64url(by.thumbprint_sha256());
    if (what.with_chain) {
        json::array chain;
        for (const std::string& one : by.chain())
            chain.emplace_back(base64(one));
        header["x5c"] = std::move(chain);
    }
    return header;
}

json::object claims_of(const client_assertion& what)
{
    const std::int64_t now = std::chrono::floor<seconds>(what.now).time_since_epoch().count();
    json::object claims;
    claims["aud"] = what.audience;
    claims["iss"] = what.client_id;
    claims["sub"] = what.client_id;
    claims["jti"] = what.id;
    claims["nbf"] = now;
    claims["iat"] = now;
    claims["exp"] = now + validity.count();
    return claims;
}

} // namespace

result<secret> sign(const client_assertion& what, const signing_certificate& by)
{
    wiping_string text = base64url(json::serialize(header_of(what, by)));
    text.append(".").append(base64url(json::serialize(claims_of(what))));
    const auto signature = by.sign(text, what.pss);
    if (!signature)
        return signature.error();
    text.append(".").append(base64url(*signature));
    return secret(text);
}

} // namespace acs::wire
