#ifndef ACS_ENTRA_TOKEN_ENDPOINT_HPP
#define ACS_ENTRA_TOKEN_ENDPOINT_HPP

#include "entra/asked_host.hpp"
#include "entra/exchanger.hpp"
#include "entra/surroundings.hpp"
#include "wire/form.hpp"
#include "wire/issued_token.hpp"

#include <acs/entra_token_request.hpp>
#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

namespace acs::entra {

// Entra ID's token endpoint for one application of one tenant.
class token_endpoint
{
public:
    // What is wrong with the arguments or the environment is said by ask().
    token_endpoint(const surroundings& where, std::string tenant_id, std::string client_id);

    const std::string& client_id() const { return client_id_; }
    // `https://<authority>/<tenant>/oauth2/v2.0/token`: the audience of assertions.
    const std::string& url() const { return url_; }
    // Why it can't be asked: credential_unavailable if tenant or client id is missing, invalid_argument,
    // invalid_endpoint, insecure_endpoint.
    const std::optional<error>& broken() const { return broken_; }

    // Asks with the grant `client_credentials`. `proof`: what shows that it is the application; its secret
    // part is `hidden`, which must not show up in errors.
    boost::asio::awaitable<result<wire::issued_token>> ask(
        entra_token_request request, wire::form proof, secret hidden);

private:
    std::string client_id_;
    std::string url_;
    std::string target_;
    bool of_ad_fs_ = false;
    std::shared_ptr<exchanger> host_;
    asked_host asked_;
    std::optional<error> broken_;
};

} // namespace acs::entra

#endif
