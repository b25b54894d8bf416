#ifndef ACS_PIPELINE_WARM_UP_HPP
#define ACS_PIPELINE_WARM_UP_HPP

#include <acs/call_options.hpp>
#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <memory>

namespace acs::pipeline {

class pipeline;

// Opens up to so many connections at a time and leaves them to the pool. Gives the first error if none was
// opened, and why it ended early if it had to.
boost::asio::awaitable<result<void>> warm_up(
    std::shared_ptr<pipeline> client, std::size_t connections, call_options options);

} // namespace acs::pipeline

#endif
