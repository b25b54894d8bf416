#ifndef ACS_IDENTIFIER_HPP
#define ACS_IDENTIFIER_HPP

/// \file
/// Who takes part in a communication: users, phone numbers, Teams users and apps. docs/identifiers.md.

#include <acs/communication_cloud.hpp>
#include <acs/communication_identifier.hpp>
#include <acs/communication_user.hpp>
#include <acs/identifier_kind.hpp>
#include <acs/microsoft_teams_app.hpp>
#include <acs/microsoft_teams_user.hpp>
#include <acs/phone_number_identifier.hpp>
#include <acs/teams_extension_user.hpp>
#include <acs/unknown_identifier.hpp>

#endif
