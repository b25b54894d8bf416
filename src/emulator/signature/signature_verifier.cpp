#include "emulator/signature/signature_verifier.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/http_date.hpp"
#include "emulator/encoding/percent_encoding.hpp"
#include "emulator/protocol/decisions.hpp"
#include "emulator/signature/digest.hpp"
#include "emulator/signature/signed_headers.hpp"

#include <string>
#include <vector>

namespace acs::emulation {

namespace {

using decisions::denied;

struct authorization
{
    signed_headers headers;
    std::string signature; // decoded
};

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

authorization parse(std::string_view parameters)
{
    constexpr std::string_view headers_prefix = "SignedHeaders=";
    constexpr std::string_view signature_prefix = "Signature=";
    authorization result;
    std::string_view signature;
    for (std::string_view part : split(parameters, '&')) {
        if (part.starts_with(headers_prefix))
            result.headers = signed_headers(part.substr(headers_prefix.size()));
        else if (part.starts_with(signature_prefix))
            signature = part.substr(signature_prefix.size());
        else
            throw denied("Authorization has a part that is neither SignedHeaders= nor Signature=");
    }
    if (result.headers.names().empty())
        throw denied("Authorization has no SignedHeaders=");
    if (signature.empty())
        throw denied("Authorization has no Signature=");
    const auto decoded = base64_decode(signature);
    if (!decoded || decoded->size() != 32)
        throw denied("the Signature in Authorization is not the base64 form of 32 bytes");
    result.signature = *decoded;
    return result;
}

std::string_view required(const request& received, std::string_view name)
{
    const auto value = received.headers.find(name);
    if (!value)
        throw denied("missing header " + signed_headers::shown(name, received.headers));
    if (received.headers.count(name) > 1)
        throw denied("header " + std::string(name) + " occurs twice");
    return *value;
}

void check_names(const signed_headers& headers)
{
    if (!headers.contains("x-ms-date") && !headers.contains("date"))
        throw denied("SignedHeaders names neither x-ms-date nor date");
    for (const std::string_view name : {"host", "x-ms-content-sha256"})
        if (!headers.contains(name))
            throw denied("SignedHeaders does not name " + std::string(name));
    // It contains the signature, which can't be signed and must not be shown.
    if (headers.contains("authorization"))
        throw denied("SignedHeaders names authorization");
}

void check_content_hash(const request& received)
{
    const std::string_view claimed = required(received, "x-ms-content-sha256");
    const std::string actual = base64_encode(sha256(received.body));
    if (claimed != actual)
        throw decisions::wrong_content_hash(
            "wrong body hash: x-ms-content-sha256 is " + std::string(claimed) + ", but the body of " +
            std::to_string(received.body.size()) + " bytes has " + actual);
}

std::string string_to_sign(const request& received, std::string_view target, const std::string& values)
{
    std::string text;
    text.reserve(received.method.size() + target.size() + values.size() + 2);
    text.append(received.method).append(1, '\n').append(target).append(1, '\n').append(values);
    return text;
}

// On one line, for a header and a journal.
std::string visible(std::string_view text)
{
    std::string result;
    for (char c : text) {
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result;
}

} // namespace

signature_verifier::signature_verifier(std::string_view key, std::chrono::seconds tolerance)
    : key_(key), tolerance_(tolerance)
{}

void signature_verifier::verify(
    const request& received, const request_target& target, std::string_view parameters, wall_time now) const
{
    const authorization claim = parse(parameters);
    check_names(claim.headers);
    std::string values;
    for (const std::string_view name : claim.headers.names()) {
        values += required(received, name);
        values += ';';
        if (claim.headers.count(name) > 1)
            throw denied("SignedHeaders names " + std::string(name) + " twice");
    }
    values.pop_back();
    check_content_hash(received);
    for (std::string_view name : {"x-ms-date", "date"})
        if (claim.headers.contains(name))
            check_date(name, required(received, name), now);

    const std::string expected = string_to_sign(received, target.path_and_query, values);
    if (key_.verify(expected, claim.signature))
        return;
    // One client signs the target in its decoded form.
    if (target.path_and_query.find('%') != std::string_view::npos &&
        key_.verify(string_to_sign(received, percent_decode(target.path_and_query), values), claim.signature))
        return;
    throw denied(
        "wrong signature: made with another key, or of another text than the expected string to sign: " +
        visible(expected));
}

void signature_verifier::check_date(std::string_view name, std::string_view text, wall_time now) const
{
    const auto date = parse_http_date(text);
    if (!date)
        throw denied(
            std::string(name) + " is not an RFC 1123 date like " + format_http_date(now) + ": " +
            std::string(text));
    const auto distance = *date > now ? *date - now : now - *date;
    if (distance > tolerance_)
        throw denied(
            "stale date: " + std::string(name) + " is " + std::string(text) + ", the service's clock says " +
            format_http_date(now) + ", and at most " + std::to_string(tolerance_.count()) + " s are allowed");
}

} // namespace acs::emulation
