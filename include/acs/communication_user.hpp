#ifndef ACS_COMMUNICATION_USER_HPP
#define ACS_COMMUNICATION_USER_HPP

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace acs {

/**
 * \brief An identity of the resource: what \ref identity_client::create_user makes, `8:acs:...`.
 * \details Store \ref id in your database; an identity is rebuilt from it by the constructor.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class communication_user
{
public:
    /// No identity.
    communication_user() = default;
    /// The identity of this id. Nothing is checked here: the service knows its ids, and new formats may come.
    explicit communication_user(std::string id) : id_(std::move(id)) {}

    /// The raw id.
    const std::string& id() const& noexcept { return id_; }
    /// The same of an object that isn't needed any more.
    std::string id() && noexcept { return std::move(id_); }
    /// The same as \ref id: what all kinds of identifiers have.
    const std::string& raw_id() const noexcept { return id_; }

    friend bool operator==(const communication_user&, const communication_user&) = default;
    /// In the order of the raw ids.
    friend std::strong_ordering operator<=>(const communication_user&, const communication_user&) = default;

private:
    std::string id_;
};

} // namespace acs

template <>
struct std::hash<acs::communication_user>
{
    std::size_t operator()(const acs::communication_user& user) const noexcept
    {
        return std::hash<std::string>()(user.id());
    }
};

#endif
