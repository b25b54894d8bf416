#ifndef ACS_EMULATOR_ENTRA_APP_REGISTRATION_HPP
#define ACS_EMULATOR_ENTRA_APP_REGISTRATION_HPP

#include "emulator/encoding/guid.hpp"
#include "emulator/entra/app_certificate.hpp"

#include <acs/secret.hpp>

#include <string>
#include <vector>

namespace acs::emulation {

/// Whose tokens an app accepts as its own.
struct federated_credential
{
    std::string issuer;
    std::string subject;
    std::string audience;
};

/// An application with the ways in which it may prove that it is itself.
struct app_registration
{
    guid tenant;
    guid client;
    guid object;
    std::vector<secret> secrets;
    std::vector<app_certificate> certificates;
    std::vector<federated_credential> federated;
};

} // namespace acs::emulation

#endif
