#ifndef EXAMPLES_AUTHENTICATE_EXCHANGED_TOKEN_HPP
#define EXAMPLES_AUTHENTICATE_EXCHANGED_TOKEN_HPP

#include <acs/communication_token_credential.hpp>
#include <acs/identity_client.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <string>
#include <vector>

// `service` has the endpoint, and a credential of the person: client_options::with_credential.
inline acs::communication_token_credential by_exchanged_token(
    boost::asio::any_io_executor executor, const acs::client_options& service)
{
    std::vector<std::string> scopes{"https://communication.azure.com/clients/VoIP"};
    return acs::communication_token_credential::from_entra(executor, service, scopes).value();
}

#endif
