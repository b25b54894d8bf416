#ifndef EXAMPLES_AUTHENTICATE_DEFAULT_AZURE_HPP
#define EXAMPLES_AUTHENTICATE_DEFAULT_AZURE_HPP

#include <acs/default_azure_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

inline std::shared_ptr<acs::token_credential> by_default(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    return std::make_shared<acs::default_azure_credential>(executor, options);
}

#endif
