#include "pipeline/call.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <utility>

namespace acs::pipeline {

call::call(
    const boost::asio::any_io_executor& executor, std::shared_ptr<time_source> time, boot_time expiry,
    wire::request what, std::string id, unsigned retries)
    : request(std::move(what)), request_id(std::move(id)), max_retries(retries),
      limit(boost::asio::make_strand(executor), std::move(time), expiry)
{}

void call::interrupt(errc why)
{
    boost::asio::post(strand(), [self = shared_from_this(), why] { self->limit.interrupt(why); });
}

} // namespace acs::pipeline
