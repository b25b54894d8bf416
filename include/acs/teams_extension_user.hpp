#ifndef ACS_TEAMS_EXTENSION_USER_HPP
#define ACS_TEAMS_EXTENSION_USER_HPP

#include <acs/communication_cloud.hpp>

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace acs {

/**
 * \brief A Teams user who takes part by a Communication Services resource (Teams Phone extensibility).
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class teams_extension_user
{
public:
    /// No user.
    teams_extension_user() = default;
    /**
     * \brief A user. The ids are in the order of the other SDKs, and aren't checked.
     * \param user_id the user's object id in Entra ID
     * \param tenant_id the user's tenant
     * \param resource_id the Communication Services resource
     * \param cloud where the resource is
     * \param raw_id the raw id, where it is known; empty: `8:acs:`, `8:dod-acs:` or `8:gcch-acs:` by the
     * cloud, and resource, tenant and user with `_` between them. Of other clouds no prefix is known; they
     * get the public one's: give the raw id.
     */
    teams_extension_user(
        std::string user_id, std::string tenant_id, std::string resource_id,
        communication_cloud cloud = communication_cloud(), std::string raw_id = {});

    /// The user's object id in Entra ID.
    const std::string& user_id() const noexcept { return user_id_; }
    /// The user's tenant.
    const std::string& tenant_id() const noexcept { return tenant_id_; }
    /// The Communication Services resource.
    const std::string& resource_id() const noexcept { return resource_id_; }
    /// The cloud.
    const communication_cloud& cloud() const noexcept { return cloud_; }
    /// The raw id.
    const std::string& raw_id() const noexcept { return raw_id_; }

    /// Equal if the raw ids are equal.
    friend bool operator==(const teams_extension_user& a, const teams_extension_user& b) noexcept
    {
        return a.raw_id_ == b.raw_id_;
    }
    /// In the order of the raw ids.
    friend std::strong_ordering operator<=>(
        const teams_extension_user& a, const teams_extension_user& b) noexcept
    {
        return a.raw_id_ <=> b.raw_id_;
    }

private:
    std::string user_id_;
    std::string tenant_id_;
    std::string resource_id_;
    communication_cloud cloud_;
    std::string raw_id_;
};

} // namespace acs

template <>
struct std::hash<acs::teams_extension_user>
{
    std::size_t operator()(const acs::teams_extension_user& user) const noexcept
    {
        return std::hash<std::string>()(user.raw_id());
    }
};

#endif
