#include "wire/api_version.hpp"

#include "wire/ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace acs::wire {

namespace {

constexpr unsigned bit(feature one)
{
    return 1U << static_cast<unsigned>(one);
}

constexpr unsigned none = 0;
constexpr unsigned teams = bit(feature::teams_user_exchange);
constexpr unsigned teams_and_extension = teams | bit(feature::teams_extension);
constexpr unsigned everything = teams_and_extension | bit(feature::custom_id) | bit(feature::user_detail) |
                                bit(feature::entra_user_exchange);

struct known_version
{
    std::string_view name;
    unsigned features;
};

// From the specification of the service, by date. What was in a preview may be gone in a later version.
constexpr known_version known_versions[] = {
    {"2020-07-20-preview2", none},
    {"2021-03-07", none},
    {"2021-03-31-preview1", teams},
    {"2021-10-31-preview", teams},
    {"2022-06-01", teams},
    {"2022-10-01", teams},
    {"2023-10-01", teams},
    {"2025-03-02-preview", everything},
    {"2025-06-30", teams_and_extension},
    {"2026-07-22", teams_and_extension},
    {"2026-09-23", teams_and_extension},
};

constexpr std::size_t date_size = std::string_view("2026-01-01").size();

bool starts_with_a_date(std::string_view version)
{
    constexpr std::string_view form = "dddd-dd-dd";
    return version.size() >= form.size() &&
           std::equal(form.begin(), form.end(), version.begin(), [](char expected, char c) {
               return expected == 'd' ? is_digit(c) : c == expected;
           });
}

const known_version* find(std::string_view version)
{
    const auto found =
        std::find_if(std::begin(known_versions), std::end(known_versions), [&](const known_version& known) {
            return equal_ignoring_case(known.name, version);
        });
    return found == std::end(known_versions) ? nullptr : found;
}

bool lacks(std::string_view version, feature what)
{
    if (const known_version* known = find(version))
        return (known->features & bit(what)) == 0;
    const auto first =
        std::find_if(std::begin(known_versions), std::end(known_versions), [&](const known_version& known) {
            return (known.features & bit(what)) != 0;
        });
    return starts_with_a_date(version) && version.substr(0, date_size) < first->name.substr(0, date_size);
}

std::string_view versions_with(feature what)
{
    switch (what) {
    case feature::teams_user_exchange:
        return "2022-06-01 or later";
    case feature::teams_extension:
        return "2025-03-02-preview, 2025-06-30 or later";
    case feature::custom_id:
    case feature::user_detail:
    case feature::entra_user_exchange:
        break;
    }
    return "2025-03-02-preview";
}

} // namespace

bool is_known_to_have(std::string_view version, feature what)
{
    const known_version* known = find(version);
    return known && (known->features & bit(what)) != 0;
}

std::optional<error> check_api_version(std::string_view version, feature what, std::string_view wanted)
{
    if (!lacks(version, what))
        return std::nullopt;
    error_details details;
    details.what = std::string(wanted)
                       .append(" needs api-version ")
                       .append(versions_with(what))
                       .append(", and the client's is ")
                       .append(version);
    return error(errc::unsupported_api_version, std::move(details));
}

} // namespace acs::wire
