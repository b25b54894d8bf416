#ifndef EXAMPLES_AUTHENTICATE_AZURE_PIPELINES_HPP
#define EXAMPLES_AUTHENTICATE_AZURE_PIPELINES_HPP

#include "variable.hpp"

#include <acs/azure_pipelines_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

inline std::shared_ptr<acs::token_credential> by_azure_pipelines(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    acs::secret token(variable(options, "SYSTEM_ACCESSTOKEN"));
    return std::make_shared<acs::azure_pipelines_credential>(
        executor, variable(options, "AZURE_TENANT_ID"), variable(options, "AZURE_CLIENT_ID"),
        variable(options, "AZURE_SERVICE_CONNECTION_ID"), token, options);
}

#endif
