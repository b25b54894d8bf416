#ifndef ACS_ENTRA_CLOUD_SHELL_SOURCE_HPP
#define ACS_ENTRA_CLOUD_SHELL_SOURCE_HPP

#include "entra/managed_identity_endpoint.hpp"
#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <acs/managed_identity_id.hpp>

namespace acs::entra {

// Azure's Cloud Shell: the token of the user.
class cloud_shell_source final : public source
{
public:
    static bool is_there(const surroundings& where);

    cloud_shell_source(const surroundings& where, const managed_identity_id& identity);

    std::string_view name() const noexcept override { return "ManagedIdentityCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    const bool own_; // no other identity is asked for
    const managed_identity_endpoint endpoint_;
};

} // namespace acs::entra

#endif
