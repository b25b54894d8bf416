#ifndef ACS_PIPELINE_PAUSE_HPP
#define ACS_PIPELINE_PAUSE_HPP

#include "transport/deadline.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>

namespace acs::pipeline {

// Waits until the moment, or until the call has to end: then says why.
boost::asio::awaitable<std::optional<errc>> pause_until(transport::deadline& call, boot_time when);

} // namespace acs::pipeline

#endif
