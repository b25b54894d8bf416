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

/// The preview's identities may have an id of the caller's own.
constexpr bool has_custom_id(api_version version)
{
    return version == api_version::v2025_03_02_preview;
}

/// The versions that have an operation: from the first to the last, both included.
struct version_range
{
    api_version first = api_version::v2021_03_07;
    api_version last = api_version::v2026_09_23;

    constexpr bool contains(api_version version) const { return first <= version && version <= last; }
};

constexpr version_range with_teams_exchange{api_version::v2022_06_01};
constexpr version_range with_teams_extension{api_version::v2025_03_02_preview};
/// What the stable versions after the preview don't have.
constexpr version_range preview_only{api_version::v2025_03_02_preview, api_version::v2025_03_02_preview};

/// The first version that knows the scope.
constexpr api_version introduced(scope value)
{
    return value == scope::chat || value == scope::voip ? api_version::v2021_03_07 : api_version::v2023_10_01;
}

/// The value of the header `api-supported-versions` for a route of these versions.
const std::string& supported_versions(version_range range);

} // namespace acs::emulation

#endif
