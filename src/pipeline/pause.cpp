#include "pipeline/pause.hpp"

#include "transport/event.hpp"

namespace acs::pipeline {

boost::asio::awaitable<std::optional<errc>> pause_until(transport::deadline& call, boot_time when)
{
    transport::event over(call.executor());
    const auto wait = call.time().async_wait_until(when, call.executor(), [&over] { over.set(); });
    transport::deadline::step step(call, [&over] { over.set(); });
    co_await over.wait();
    co_return step.why();
}

} // namespace acs::pipeline
