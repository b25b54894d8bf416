#ifndef EXAMPLES_AUTHENTICATE_CHAINED_HPP
#define EXAMPLES_AUTHENTICATE_CHAINED_HPP

#include "azure_cli.hpp"
#include "managed_identity.hpp"

#include <acs/chained_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <vector>

inline std::shared_ptr<acs::token_credential> by_chain(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    std::vector<std::shared_ptr<acs::token_credential>> members{
        by_managed_identity(executor, options), by_azure_cli(executor, options)};
    return std::make_shared<acs::chained_credential>(executor, members, options);
}

#endif
