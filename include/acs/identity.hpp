#ifndef ACS_IDENTITY_HPP
#define ACS_IDENTITY_HPP

/// \file
/// The client. The token cache, observers and metrics, the emulator and the manual clock have headers of
/// their own, so that who doesn't need them doesn't compile them.

#include <acs/access_key_credential.hpp>
#include <acs/access_token.hpp>
#include <acs/bearer_credential.hpp>
#include <acs/call_options.hpp>
#include <acs/client_options.hpp>
#include <acs/credential.hpp>
#include <acs/errc.hpp>
#include <acs/error.hpp>
#include <acs/identifier.hpp>
#include <acs/identity_client.hpp>
#include <acs/operation.hpp>
#include <acs/quota.hpp>
#include <acs/raw_response.hpp>
#include <acs/result.hpp>
#include <acs/scope.hpp>
#include <acs/secret.hpp>
#include <acs/service_error.hpp>
#include <acs/teams_extension_assignment.hpp>
#include <acs/teams_extension_principal.hpp>
#include <acs/time_source.hpp>
#include <acs/user_and_token.hpp>
#include <acs/user_detail.hpp>
#include <acs/version.hpp>

#endif
