#ifndef ACS_PIPELINE_PENDING_PREPARE_HPP
#define ACS_PIPELINE_PENDING_PREPARE_HPP

#include "transport/deadline.hpp"

#include <acs/credential.hpp>
#include <acs/error.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>

namespace acs::pipeline {

// Runs the credential's prepare() as a coroutine of its own, so that the call's end need not wait for a
// user's code: it is cancelled then, and left to itself.
boost::asio::awaitable<std::optional<error>> prepare(
    std::shared_ptr<credential> what, transport::deadline& call);

} // namespace acs::pipeline

#endif
