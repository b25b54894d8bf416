#ifndef ACS_EMULATOR_ENTRA_MANAGED_IDENTITY_ENDPOINT_HPP
#define ACS_EMULATOR_ENTRA_MANAGED_IDENTITY_ENDPOINT_HPP

#include "emulator/entra/entra_directory.hpp"
#include "emulator/entra/entra_outcome.hpp"
#include "emulator/entra/entra_tokens.hpp"
#include "emulator/protocol/request_target.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// What a machine in Azure asks for tokens of its own identities: the metadata service of virtual machines
/// (and of Azure Arc), App Service, and Cloud Shell.
class managed_identity_endpoint
{
public:
    managed_identity_endpoint(const entra_directory& directory, entra_tokens& tokens);

    static bool concerns(const request_target& target);

    /// \param lifetime what a fault wants.
    entra_outcome answer(
        const request& received, const request_target& target, std::optional<std::chrono::seconds> lifetime,
        wall_time now);

private:
    struct refusal;
    struct wish;

    std::string metadata_token(const request& received, const wish& asked, wall_time now);
    std::string app_service_token(const request& received, const wish& asked, wall_time now);
    std::string cloud_shell_token(const request& received, wish asked, wall_time now);
    void check_arc(const request& received) const;
    const managed_identity* find(const wish& asked) const;
    std::string token_json(
        const managed_identity& identity, const wish& asked, bool with_lifetime, wall_time now);

    const entra_directory& directory_;
    entra_tokens& tokens_;
};

} // namespace acs::emulation

#endif
