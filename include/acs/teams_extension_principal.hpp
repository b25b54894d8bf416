#ifndef ACS_TEAMS_EXTENSION_PRINCIPAL_HPP
#define ACS_TEAMS_EXTENSION_PRINCIPAL_HPP

#include <string>
#include <utility>

namespace acs {

/**
 * \brief What kind of Entra ID object a \ref teams_extension_assignment is for.
 * \details The service's list is open: other names are sent as they are.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class teams_extension_principal
{
public:
    /// None.
    teams_extension_principal() = default;
    /// The kind of this name on the wire.
    explicit teams_extension_principal(std::string name) : name_(std::move(name)) {}
    /// A person.
    static teams_extension_principal user() { return teams_extension_principal("user"); }
    /// A resource account of Teams, such as that of a call queue.
    static teams_extension_principal resource_account()
    {
        return teams_extension_principal("resourceAccount");
    }

    /// The name on the wire.
    const std::string& name() const noexcept { return name_; }

    friend bool operator==(const teams_extension_principal&, const teams_extension_principal&) = default;

private:
    std::string name_;
};

} // namespace acs

#endif
