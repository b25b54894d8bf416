#ifndef EXAMPLES_AUTHENTICATE_CLIENT_CERTIFICATE_HPP
#define EXAMPLES_AUTHENTICATE_CLIENT_CERTIFICATE_HPP

#include "variable.hpp"

#include <acs/client_certificate_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

inline std::shared_ptr<acs::token_credential> by_client_certificate(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    auto file = acs::client_certificate::from_file(variable(options, "AZURE_CLIENT_CERTIFICATE_PATH"));
    return std::make_shared<acs::client_certificate_credential>(
        executor, variable(options, "AZURE_TENANT_ID"), variable(options, "AZURE_CLIENT_ID"), file, options);
}

#endif
