#include "pipeline/pause.hpp"

#include "transport/event.hpp"

namespace acs::pipeline {

boost::asio::awaitable<std::optional<errc>> pause_until(transport::deadline& call, boot_time when)
{
    transport::event over(call.executor());
    transport::deadline::step step(call, when, errc::deadline_exceeded, [&over] { over.set(); });
    co_await over.wait();
    co_return call.why(); // the step's own limit is what was waited for
}

} // namespace acs::pipeline
