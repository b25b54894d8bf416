#ifndef ACS_MICROSOFT_TEAMS_USER_HPP
#define ACS_MICROSOFT_TEAMS_USER_HPP

#include <acs/communication_cloud.hpp>

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace acs {

/**
 * \brief A user of Microsoft Teams, or an anonymous visitor of a Teams meeting.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class microsoft_teams_user
{
public:
    /// No user.
    microsoft_teams_user() = default;
    /**
     * \brief A user with an account.
     * \param user_id the object id in Entra ID; it isn't checked
     * \param cloud where the account is
     * \param raw_id the raw id, where it is known; empty: `8:orgid:`, `8:dod:` or `8:gcch:` by the cloud, and
     * the user id. Of other clouds no prefix is known; they get the public one's, as in the JavaScript SDK:
     * give the raw id.
     */
    explicit microsoft_teams_user(
        std::string user_id, communication_cloud cloud = communication_cloud(), std::string raw_id = {});
    /**
     * \brief An anonymous visitor.
     * \details A function of its own, so that nobody passes a raw id for a `bool`.
     * \param user_id the visitor's id; it isn't checked
     * \param cloud the cloud of the meeting; raw ids of visitors don't tell it
     * \param raw_id the raw id, where it is known; empty: `8:teamsvisitor:` and the user id
     */
    static microsoft_teams_user anonymous(
        std::string user_id, communication_cloud cloud = communication_cloud(), std::string raw_id = {});

    /// The object id of the user in Entra ID, or the id of the visitor.
    const std::string& user_id() const noexcept { return user_id_; }
    /// True for a visitor without an account.
    bool is_anonymous() const noexcept { return is_anonymous_; }
    /// The cloud. Public if a raw id doesn't tell.
    const communication_cloud& cloud() const noexcept { return cloud_; }
    /// The raw id.
    const std::string& raw_id() const noexcept { return raw_id_; }

    /// Equal if the raw ids are equal.
    friend bool operator==(const microsoft_teams_user& a, const microsoft_teams_user& b) noexcept
    {
        return a.raw_id_ == b.raw_id_;
    }
    /// In the order of the raw ids.
    friend std::strong_ordering operator<=>(
        const microsoft_teams_user& a, const microsoft_teams_user& b) noexcept
    {
        return a.raw_id_ <=> b.raw_id_;
    }

private:
    std::string user_id_;
    bool is_anonymous_ = false;
    communication_cloud cloud_;
    std::string raw_id_;
};

} // namespace acs

template <>
struct std::hash<acs::microsoft_teams_user>
{
    std::size_t operator()(const acs::microsoft_teams_user& user) const noexcept
    {
        return std::hash<std::string>()(user.raw_id());
    }
};

#endif
