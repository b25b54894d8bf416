#ifndef ACS_EMULATOR_ENTRA_ENTRA_DIRECTORY_HPP
#define ACS_EMULATOR_ENTRA_ENTRA_DIRECTORY_HPP

#include "emulator/entra/app_registration.hpp"
#include "emulator/entra/federated_tokens.hpp"
#include "emulator/entra/managed_identity.hpp"

#include <acs/secret.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acs::emulation {

/// What the emulated Entra ID knows: tenants, apps, managed identities, and how long tokens live.
class entra_directory
{
public:
    /// What the control interface may change, and `reset` restores.
    struct registrations
    {
        std::vector<app_registration> apps;
        std::vector<managed_identity> identities;
        std::chrono::seconds app_token_lifetime{3600};
        std::chrono::seconds identity_token_lifetime{86'400};
        /// When a token should be renewed, counted from its issue. Missing: half of the life if that is 2 h
        /// or more, as Entra does it; 0: never said.
        std::optional<std::chrono::seconds> refresh_in;
    };

    /// Everything there is from the start follows from the access key.
    explicit entra_directory(std::string_view access_key);

    /// Back to what was there from the start.
    void reset();

    const guid& tenant() const { return tenant_; }
    const guid& client() const { return client_; }
    const secret& client_secret() const { return client_secret_; }
    /// What App Service gives its programs as IDENTITY_HEADER.
    const secret& identity_header() const { return identity_header_; }

    bool has_tenant(const guid& tenant) const;
    const app_registration* find(const guid& tenant, const guid& client) const;
    /// The app, which is made if it isn't there. A new one's ids follow from each other.
    static app_registration& app(registrations& in, const guid& tenant, const guid& client);
    /// What `refresh_in` says about a token of this life.
    std::optional<std::chrono::seconds> refresh_in(std::chrono::seconds lifetime) const;

    registrations current;
    federated_tokens federation;
    /// Where Azure Arc's clients find the key that they answer its challenge with; empty: there is no Arc.
    std::string arc_key_file;
    /// That file's content.
    const secret& arc_key() const { return arc_key_; }

private:
    guid tenant_;
    guid client_;
    guid machine_;
    secret client_secret_;
    secret identity_header_;
    secret arc_key_;
};

} // namespace acs::emulation

#endif
