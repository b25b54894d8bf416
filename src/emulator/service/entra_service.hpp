#ifndef ACS_EMULATOR_ENTRA_ENTRA_SERVICE_HPP
#define ACS_EMULATOR_ENTRA_ENTRA_SERVICE_HPP

#include "emulator/entra/entra_outcome.hpp"
#include "emulator/entra/managed_identity_endpoint.hpp"
#include "emulator/entra/token_endpoint.hpp"
#include "emulator/protocol/operation.hpp"

#include <cstdint>
#include <string>

namespace acs::emulation {

class drawn_faults;
class resource_state;

/// The emulator as Entra ID and as a machine's metadata service: request in, reply out. Counts, journal and
/// faults are those of the resource.
class entra_service
{
public:
    /// \param tls whether the service's port speaks https, which its addresses say.
    entra_service(resource_state& resource, bool tls, std::uint64_t seed);

    /// Whether a request is for this side: everything on the metadata port, and Entra's paths on the other.
    static bool concerns(const request& received, const request_target& target);

    reply handle(const request& received, const request_target& target, wall_time now);

private:
    entra_outcome judge(
        const request& received, const request_target& target, const drawn_faults& faults, wall_time now);

    resource_state& resource_;
    const bool tls_;
    token_endpoint tokens_;
    managed_identity_endpoint identities_;
};

} // namespace acs::emulation

#endif
