#ifndef EXAMPLES_AUTHENTICATE_ENVIRONMENT_HPP
#define EXAMPLES_AUTHENTICATE_ENVIRONMENT_HPP

#include <acs/environment_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

inline std::shared_ptr<acs::token_credential> by_environment(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    return std::make_shared<acs::environment_credential>(executor, options);
}

#endif
