#ifndef EXAMPLES_AUTHENTICATE_AZURE_CLI_HPP
#define EXAMPLES_AUTHENTICATE_AZURE_CLI_HPP

#include <acs/azure_cli_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

inline std::shared_ptr<acs::token_credential> by_azure_cli(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    return std::make_shared<acs::azure_cli_credential>(executor, options);
}

#endif
