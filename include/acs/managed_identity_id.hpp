#ifndef ACS_MANAGED_IDENTITY_ID_HPP
#define ACS_MANAGED_IDENTITY_ID_HPP

#include <string>
#include <utility>

namespace acs {

/**
 * \brief Which of a machine's managed identities is meant.
 * \details By default the one that belongs to the machine itself (system assigned). One that was assigned to
 * it is named by one of its three ids.
 */
class managed_identity_id
{
public:
    /// What names the identity.
    enum class naming
    {
        system_assigned, ///< nothing: the machine's own
        client_id,       ///< the id of its application, a GUID
        object_id,       ///< the id of its service principal, a GUID
        resource_id,     ///< `/subscriptions/.../userAssignedIdentities/<name>`
    };

    /// The machine's own.
    managed_identity_id() = default;
    static managed_identity_id system_assigned() { return {}; }
    static managed_identity_id client_id(std::string value) { return {naming::client_id, std::move(value)}; }
    static managed_identity_id object_id(std::string value) { return {naming::object_id, std::move(value)}; }
    static managed_identity_id resource_id(std::string value)
    {
        return {naming::resource_id, std::move(value)};
    }

    naming named_by() const { return named_by_; }
    /// Empty for the machine's own.
    const std::string& value() const { return value_; }

private:
    managed_identity_id(naming by, std::string value) : named_by_(by), value_(std::move(value)) {}

    naming named_by_ = naming::system_assigned;
    std::string value_;
};

} // namespace acs

#endif
