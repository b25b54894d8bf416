#ifndef ACS_EMULATOR_API_VERSION_HPP
#define ACS_EMULATOR_API_VERSION_HPP

#include <acs/scope.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// The versions of the protocol that the emulator speaks, oldest first.
enum class api_version
{
    v2021_03_07,
    v2022_06_01,
    v2022_10_01,
    v2023_10_01,
    v2025_03_02_preview,
    v2025_06_30,
    v2026_07_22,
    v2026_09_23,
};

std::optional<api_version> parse_api_version(std::string_view name);

/// `expiresInMinutes` came with 2022-10-01; before, it is a member like any other unknown one.
constexpr bool has_custom_lifetime(api_version version)
{
    return version >= api_version::v2022_10_01;
}

/// The exchange of Teams users' tokens came with 2022-06-01.
constexpr api_version first_with_teams_exchange = api_version::v2022_06_01;

/// The first version that knows the scope.
constexpr api_version introduced(scope value)
{
    return value == scope::chat || value == scope::voip ? api_version::v2021_03_07 : api_version::v2023_10_01;
}

/// The value of the header `api-supported-versions` for a route that came with `first`.
const std::string& supported_versions(api_version first);

} // namespace acs::emulation

#endif
