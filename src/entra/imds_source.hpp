#ifndef ACS_ENTRA_IMDS_SOURCE_HPP
#define ACS_ENTRA_IMDS_SOURCE_HPP

#include "entra/exchanger.hpp"
#include "entra/managed_identity_endpoint.hpp"
#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <acs/managed_identity_id.hpp>

#include <atomic>
#include <memory>

namespace acs::entra {

// The metadata service of virtual machines.
class imds_source final : public source
{
public:
    // `probing`: as long as it has not answered, it is looked first whether it is there at all.
    imds_source(const surroundings& where, managed_identity_id identity, bool probing);

    std::string_view name() const noexcept override { return "ManagedIdentityCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    const managed_identity_id identity_;
    const managed_identity_endpoint endpoint_;
    std::shared_ptr<exchanger> probe_; // null: it isn't looked
    std::atomic<bool> there_ = false;  // it has answered
};

} // namespace acs::entra

#endif
