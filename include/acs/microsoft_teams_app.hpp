#ifndef ACS_MICROSOFT_TEAMS_APP_HPP
#define ACS_MICROSOFT_TEAMS_APP_HPP

#include <acs/communication_cloud.hpp>

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace acs {

/**
 * \brief An application of Microsoft Teams, such as a call queue or an auto attendant. Once named a bot.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class microsoft_teams_app
{
public:
    /// No application.
    microsoft_teams_app() = default;
    /**
     * \brief An application.
     * \param app_id its id; it isn't checked
     * \param cloud where it is
     * \param raw_id the raw id, where it is known; empty: `28:orgid:`, `28:dod:` or `28:gcch:` by the cloud,
     * and the application's id. Of other clouds no prefix is known; they get the public one's: give the raw
     * id.
     */
    explicit microsoft_teams_app(
        std::string app_id, communication_cloud cloud = communication_cloud(), std::string raw_id = {});

    /// The application's id.
    const std::string& app_id() const noexcept { return app_id_; }
    /// The cloud.
    const communication_cloud& cloud() const noexcept { return cloud_; }
    /// The raw id.
    const std::string& raw_id() const noexcept { return raw_id_; }

    /// Equal if the raw ids are equal.
    friend bool operator==(const microsoft_teams_app& a, const microsoft_teams_app& b) noexcept
    {
        return a.raw_id_ == b.raw_id_;
    }
    /// In the order of the raw ids.
    friend std::strong_ordering operator<=>(
        const microsoft_teams_app& a, const microsoft_teams_app& b) noexcept
    {
        return a.raw_id_ <=> b.raw_id_;
    }

private:
    std::string app_id_;
    communication_cloud cloud_;
    std::string raw_id_;
};

} // namespace acs

template <>
struct std::hash<acs::microsoft_teams_app>
{
    std::size_t operator()(const acs::microsoft_teams_app& app) const noexcept
    {
        return std::hash<std::string>()(app.raw_id());
    }
};

#endif
