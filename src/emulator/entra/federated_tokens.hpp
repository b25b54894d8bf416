#ifndef ACS_EMULATOR_ENTRA_FEDERATED_TOKENS_HPP
#define ACS_EMULATOR_ENTRA_FEDERATED_TOKENS_HPP

#include "emulator/entra/app_registration.hpp"
#include "emulator/entra/compact_jws.hpp"
#include "emulator/tokens/hs256_signer.hpp"

#include <acs/time_source.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace acs::emulation {

/// Stands in for an issuer outside Entra, as a cluster is, whose tokens apps may be told to trust.
class federated_tokens
{
public:
    static constexpr std::string_view usual_issuer = "https://cluster.emulator.invalid/";
    static constexpr std::string_view usual_subject = "system:serviceaccount:default:workload";
    static constexpr std::string_view usual_audience = "api://AzureADTokenExchange";

    explicit federated_tokens(std::string_view key) : signer_(key) {}

    std::string mint(
        const federated_credential& about, wall_time now, wall_time not_before, wall_time expires);
    /// Whether `mint` made it.
    bool verify(const compact_jws& token) const;

private:
    hs256_signer signer_;
    std::uint64_t minted_ = 0;
};

} // namespace acs::emulation

#endif
