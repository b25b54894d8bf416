// HTTPS_PROXY, NO_PROXY and the like, one a line in the order they are asked for, after a line with the
// endpoint's host: `*` excludes everything, order and blanks don't matter, no error shows a password.

#include "fuzz/planted_secret.hpp"
#include "fuzz/require.hpp"
#include "wire/ascii.hpp"
#include "wire/proxy_variables.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

using fuzz::require;

namespace {

constexpr fuzz::planted_secret password('~', "hunter2!Xq$93&Zt(4)Lw*8");
constexpr std::array<std::string_view, 6> names{"HTTPS_PROXY", "https_proxy", "ALL_PROXY",
                                                "all_proxy",   "NO_PROXY",    "no_proxy"};

std::string_view take_line(std::string_view& text)
{
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return line;
}

void require_sense(const std::string& list, const acs::wire::endpoint& target)
{
    const bool excluded = acs::wire::is_excluded(list, target);
    require(acs::wire::is_excluded(list + ",*", target), "a star excludes everything");
    require(
        acs::wire::is_excluded(list + " ,\t", target) == excluded, "separators at the end change nothing");
    require(acs::wire::is_excluded(list + " " + list, target) == excluded, "saying it twice changes nothing");
    require(
        !excluded || acs::wire::is_excluded("no.such.name," + list, target),
        "another entry excludes no less");
    std::string upper = list;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    require(acs::wire::is_excluded(upper, target) == excluded, "case doesn't matter");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string planted = password.plant({reinterpret_cast<const char*>(data), size});
    std::string_view text(planted);
    const auto target = acs::wire::parse_endpoint("https://" + std::string(take_line(text)));
    if (!target)
        return 0;
    std::array<std::string, names.size()> values;
    for (std::string& value : values)
        value = take_line(text);
    const auto lookup = [&values](const char* name) -> const char* {
        const auto at = std::find(names.begin(), names.end(), name);
        return at == names.end() ? nullptr : values[static_cast<std::size_t>(at - names.begin())].c_str();
    };
    require_sense(values[4].c_str(), *target); // as the environment has it: up to a zero byte

    const auto chosen = acs::wire::choose_proxy(std::nullopt, lookup, *target);
    if (!chosen) {
        require(chosen.error() == acs::errc::invalid_proxy, "one kind of error");
        password.require_hidden(chosen.error().message());
    } else if (*chosen) {
        require(
            std::any_of(
                values.begin(), values.begin() + 4,
                [](const std::string& value) { return !acs::wire::trim(value.c_str()).empty(); }),
            "a proxy comes from a variable");
    }
    for (const char* const option : {"", " "}) {
        const auto none = acs::wire::choose_proxy(acs::secret(option), lookup, *target);
        require(none && !*none, "an empty option is no proxy, whatever the variables say");
    }
    return 0;
}
