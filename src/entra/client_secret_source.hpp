#ifndef ACS_ENTRA_CLIENT_SECRET_SOURCE_HPP
#define ACS_ENTRA_CLIENT_SECRET_SOURCE_HPP

#include "entra/source.hpp"
#include "entra/token_endpoint.hpp"

#include <acs/secret.hpp>

#include <string>

namespace acs::entra {

// An application that shows its secret.
class client_secret_source final : public source
{
public:
    client_secret_source(
        const surroundings& where, std::string tenant_id, std::string client_id, secret client_secret);

    std::string_view name() const noexcept override { return "ClientSecretCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    token_endpoint endpoint_;
    const secret secret_;
};

} // namespace acs::entra

#endif
