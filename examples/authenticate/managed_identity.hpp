#ifndef EXAMPLES_AUTHENTICATE_MANAGED_IDENTITY_HPP
#define EXAMPLES_AUTHENTICATE_MANAGED_IDENTITY_HPP

#include <acs/managed_identity_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

inline std::shared_ptr<acs::token_credential> by_managed_identity(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    auto own = acs::managed_identity_id::system_assigned(); // or client_id("..."), for one that was assigned
    return std::make_shared<acs::managed_identity_credential>(executor, own, options);
}

#endif
