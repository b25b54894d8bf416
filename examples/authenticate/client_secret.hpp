#ifndef EXAMPLES_AUTHENTICATE_CLIENT_SECRET_HPP
#define EXAMPLES_AUTHENTICATE_CLIENT_SECRET_HPP

#include "variable.hpp"

#include <acs/client_secret_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

inline std::shared_ptr<acs::token_credential> by_client_secret(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    acs::secret secret(variable(options, "AZURE_CLIENT_SECRET"));
    return std::make_shared<acs::client_secret_credential>(
        executor, variable(options, "AZURE_TENANT_ID"), variable(options, "AZURE_CLIENT_ID"), secret,
        options);
}

#endif
