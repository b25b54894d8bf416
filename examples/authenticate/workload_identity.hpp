#ifndef EXAMPLES_AUTHENTICATE_WORKLOAD_IDENTITY_HPP
#define EXAMPLES_AUTHENTICATE_WORKLOAD_IDENTITY_HPP

#include <acs/workload_identity_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

inline std::shared_ptr<acs::token_credential> by_workload_identity(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    return std::make_shared<acs::workload_identity_credential>(executor, options);
}

#endif
