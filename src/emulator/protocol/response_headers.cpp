#include "emulator/protocol/response_headers.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/http_date.hpp"

#include <cstring>
#include <string_view>

namespace acs::emulation {

namespace {

std::string random_base64(random_sequence& random)
{
    const std::uint64_t words[2] = {random.next(), random.next()};
    char bytes[sizeof words];
    std::memcpy(bytes, words, sizeof words);
    return base64_encode(std::string_view(bytes, sizeof bytes));
}

} // namespace

void response_headers::add(
    response& answer, const request& received, std::optional<version_range> announces, wall_time now)
{
    header_fields& fields = answer.headers;
    fields.reserve(16);
    // Observed: errors don't name the character set, and 204 has no type at all.
    if (!answer.body.empty())
        fields.set(
            "Content-Type", answer.status < 300 ? "application/json; charset=utf-8" : "application/json");
    fields.add("Date", date(now));
    if (announces)
        fields.add("api-supported-versions", supported_versions(*announces));
    fields.add("MS-CV", random_base64(random_).substr(0, 22) + ".2.0");
    fields.add("Request-Context", "appId=");
    fields.add("Strict-Transport-Security", "max-age=2592000");
    fields.add("X-Azure-Ref", std::string(1, '0').append(random_base64(random_)));
    fields.add("X-Cache", "CONFIG_NOCACHE");
    fields.add("X-Processing-Time", std::to_string(10 + random_.next() % 90) + "ms");
    if (const auto id = received.headers.find("x-ms-client-request-id"))
        fields.add("x-ms-client-request-id", std::string(*id));
}

const std::string& response_headers::date(wall_time now)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (second != date_second_) {
        date_second_ = second;
        date_ = format_http_date(now);
    }
    return date_;
}

} // namespace acs::emulation
