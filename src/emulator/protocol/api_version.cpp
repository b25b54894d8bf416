#include "emulator/protocol/api_version.hpp"

#include "emulator/encoding/case_folding.hpp"

#include <array>
#include <cstddef>

namespace acs::emulation {

namespace {

constexpr std::array<std::string_view, 8> version_names{"2021-03-07", "2022-06-01",         "2022-10-01",
                                                        "2023-10-01", "2025-03-02-preview", "2025-06-30",
                                                        "2026-07-22", "2026-09-23"};

std::string list(std::size_t first, std::size_t last)
{
    std::string text;
    for (std::size_t i = first; i <= last; ++i) {
        if (!text.empty())
            text += ", ";
        text += version_names[i];
    }
    return text;
}

} // namespace

std::optional<api_version> parse_api_version(std::string_view name)
{
    for (std::size_t i = 0; i < version_names.size(); ++i)
        if (equal_ignoring_case(version_names[i], name))
            return static_cast<api_version>(i);
    return std::nullopt;
}

const std::string& supported_versions(version_range range)
{
    using table = std::array<std::array<std::string, version_names.size()>, version_names.size()>;
    static const table lists = [] {
        table result;
        for (std::size_t first = 0; first < version_names.size(); ++first)
            for (std::size_t last = first; last < version_names.size(); ++last)
                result[first][last] = list(first, last);
        return result;
    }();
    return lists[static_cast<std::size_t>(range.first)][static_cast<std::size_t>(range.last)];
}

} // namespace acs::emulation
