#include "emulator/protocol/request_target.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/percent_encoding.hpp"

namespace acs::emulation {

namespace {

std::string_view without_authority(std::string_view raw)
{
    for (std::string_view scheme : {"https://", "http://"})
        if (equal_ignoring_case(raw.substr(0, scheme.size()), scheme)) {
            const auto slash = raw.find('/', scheme.size());
            return slash == std::string_view::npos ? std::string_view("/") : raw.substr(slash);
        }
    return raw;
}

// Takes the text up to the separator, and the separator, off the front.
std::string_view take_until(std::string_view& text, char separator)
{
    const auto end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return part;
}

} // namespace

request_target::request_target(std::string_view raw) : path_and_query(without_authority(raw))
{
    path = path_and_query.substr(0, path_and_query.find('?'));
    std::string_view rest = path;
    if (rest.starts_with('/'))
        rest.remove_prefix(1);
    segments.reserve(3);
    while (!rest.empty())
        segments.push_back(percent_decode(take_until(rest, '/')));
}

std::vector<std::string> request_target::query(std::string_view name) const
{
    std::vector<std::string> values;
    if (path.size() == path_and_query.size())
        return values;
    std::string_view rest = path_and_query.substr(path.size() + 1);
    while (!rest.empty()) {
        std::string_view parameter = take_until(rest, '&');
        const std::string_view key = take_until(parameter, '=');
        if (equal_ignoring_case(key, name) || equal_ignoring_case(percent_decode(key), name))
            values.push_back(percent_decode(parameter));
    }
    return values;
}

} // namespace acs::emulation
