#ifndef ACS_ENTRA_MANAGED_IDENTITY_SOURCE_HPP
#define ACS_ENTRA_MANAGED_IDENTITY_SOURCE_HPP

#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <acs/managed_identity_id.hpp>

#include <memory>
#include <optional>

namespace acs::entra {

// The endpoint for managed identities that the environment says is there, else that of virtual machines.
class managed_identity_source final : public source
{
public:
    // Alone, it takes for granted that there is one.
    enum class role
    {
        alone,
        in_chain,
    };

    managed_identity_source(const surroundings& where, managed_identity_id identity, role played);

    std::string_view name() const noexcept override { return "ManagedIdentityCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

    // The same, for a chain.
    std::shared_ptr<source> for_chain() const;

private:
    const surroundings where_;
    const managed_identity_id identity_;
    std::optional<error> broken_;
    std::shared_ptr<source> endpoint_; // null if broken
};

} // namespace acs::entra

#endif
