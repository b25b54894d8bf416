#ifndef ACS_PIPELINE_START_CALL_HPP
#define ACS_PIPELINE_START_CALL_HPP

#include "pipeline/call.hpp"
#include "wire/response.hpp"

#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>

namespace acs::pipeline {

// The border between the caller's executor and the call's strand: runs `body` on the strand and completes on
// the executor of the awaiting coroutine. That coroutine's cancellation, of any type it lets through, becomes
// an interruption of the call. An exception becomes errc::internal.
boost::asio::awaitable<result<wire::response>> start_call(
    std::shared_ptr<call> running, boost::asio::awaitable<result<wire::response>> body);

} // namespace acs::pipeline

#endif
