#ifndef ACS_ENTRA_HPP
#define ACS_ENTRA_HPP

/// \file
/// Credentials that get their tokens from Entra ID. docs/authentication.md says which to choose. Observers
/// have headers of their own: <acs/credential_observer.hpp>, <acs/observer.hpp>.

#include <acs/azure_cli_credential.hpp>
#include <acs/azure_pipelines_credential.hpp>
#include <acs/bearer_credential.hpp>
#include <acs/chained_credential.hpp>
#include <acs/client_assertion_credential.hpp>
#include <acs/client_certificate_credential.hpp>
#include <acs/client_secret_credential.hpp>
#include <acs/default_azure_credential.hpp>
#include <acs/entra_options.hpp>
#include <acs/entra_token_request.hpp>
#include <acs/environment_credential.hpp>
#include <acs/managed_identity_credential.hpp>
#include <acs/token_credential.hpp>
#include <acs/workload_identity_credential.hpp>

#endif
