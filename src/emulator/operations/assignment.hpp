#ifndef ACS_EMULATOR_ACCESS_ASSIGNMENT_HPP
#define ACS_EMULATOR_ACCESS_ASSIGNMENT_HPP

#include "emulator/encoding/guid.hpp"

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace acs::emulation {

/// Who of Entra ID may exchange tokens, and with which applications.
struct assignment
{
    guid object;
    guid tenant;
    std::string principal_type;
    std::optional<std::vector<guid>> client_ids;

    friend bool operator==(const assignment&, const assignment&) = default;
};

/// `{"objectId":...,"tenantId":...,"principalType":...,"clientIds":[...]}`, without the last one if it wasn't
/// given. GUIDs are in lower case.
std::string assignment_text(const assignment& shown);

/// The members of a request that both kinds of assignments have: `principalType`, which is required, and
/// `clientIds`. \throws service_error 400
assignment read_assignment(const boost::json::object& body);

/// Reads back what \ref assignment_text wrote. \throws std::exception
assignment load_assignment(const boost::json::value& saved);

} // namespace acs::emulation

#endif
