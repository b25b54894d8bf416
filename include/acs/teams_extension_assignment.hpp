#ifndef ACS_TEAMS_EXTENSION_ASSIGNMENT_HPP
#define ACS_TEAMS_EXTENSION_ASSIGNMENT_HPP

#include <acs/teams_extension_principal.hpp>

#include <string>
#include <vector>

namespace acs {

/// That a person or a resource account of a tenant may use the ACS resource as a Teams extension user. See
/// \ref identity_client::set_teams_extension_assignment.
struct teams_extension_assignment
{
    std::string tenant_id;               ///< the Entra tenant
    std::string object_id;               ///< the person's or the account's object id in it
    teams_extension_principal principal; ///< which of the two it is
    std::vector<std::string> client_ids; ///< the Entra applications that may do this; empty if none are named
    bool created = false;                ///< of set: true if there was none before, false if one was replaced
};

} // namespace acs

#endif
