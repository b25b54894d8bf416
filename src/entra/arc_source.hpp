#ifndef ACS_ENTRA_ARC_SOURCE_HPP
#define ACS_ENTRA_ARC_SOURCE_HPP

#include "entra/managed_identity_endpoint.hpp"
#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <acs/managed_identity_id.hpp>

#include <string>

namespace acs::entra {

// A machine outside of Azure that is connected with Azure Arc. Its agent only gives tokens to who can read a
// file that it names.
class arc_source final : public source
{
public:
    static bool is_there(const surroundings& where);

    // `key_folder`: where that file has to be; another one in tests only.
    arc_source(
        const surroundings& where, const managed_identity_id& identity,
        std::string key_folder = "/var/opt/azcmagent/tokens");

    std::string_view name() const noexcept override { return "ManagedIdentityCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    const bool own_; // no other identity is asked for
    const std::string key_folder_;
    const managed_identity_endpoint endpoint_;
};

} // namespace acs::entra

#endif
