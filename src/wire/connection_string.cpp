#include "wire/connection_string.hpp"

#include "wire/ascii.hpp"
#include "wire/base64.hpp"
#include "wire/endpoint.hpp"
#include "wire/make_error.hpp"

#include <optional>

namespace acs::wire {

namespace {

error bad_connection_string(std::string what)
{
    return make_error(errc::invalid_connection_string, std::move(what));
}

} // namespace

result<connection_string> parse_connection_string(std::string_view text)
{
    std::optional<std::string_view> endpoint_text;
    std::optional<std::string_view> key_text;

    std::string_view rest = trim(text);
    if (rest.empty())
        return bad_connection_string("it is empty");
    if (rest.ends_with(';'))
        rest.remove_suffix(1);
    while (true) {
        const auto separator = rest.find(';');
        const std::string_view pair = trim(rest.substr(0, separator));
        if (pair.empty())
            return bad_connection_string("it has a separator ';' without a pair before it");
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos)
            return bad_connection_string("it has a part that is not keyword=value");
        const std::string_view keyword = trim(pair.substr(0, equals));
        const std::string_view value = trim(pair.substr(equals + 1));
        if (keyword.empty())
            return bad_connection_string("it has a value without a keyword");
        if (value.empty())
            return bad_connection_string("it has a keyword with an empty value");
        const bool is_endpoint = equal_ignoring_case(keyword, "endpoint");
        if (is_endpoint || equal_ignoring_case(keyword, "accesskey")) {
            auto& place = is_endpoint ? endpoint_text : key_text;
            if (place)
                return bad_connection_string(
                    is_endpoint ? "it has endpoint twice" : "it has accesskey twice");
            place = value;
        }
        if (separator == std::string_view::npos)
            break;
        rest.remove_prefix(separator + 1);
    }
    if (!endpoint_text)
        return bad_connection_string("endpoint is missing");
    if (!key_text)
        return bad_connection_string("accesskey is missing");

    const auto endpoint = parse_endpoint(*endpoint_text);
    if (!endpoint)
        return endpoint.error();
    const auto key = decode_base64(*key_text);
    if (!key || key->empty())
        return error(errc::invalid_access_key);

    connection_string parsed;
    parsed.endpoint = *endpoint_text;
    if (parsed.endpoint.ends_with('/'))
        parsed.endpoint.pop_back();
    parsed.access_key = secret(*key_text);
    return parsed;
}

} // namespace acs::wire
