#include "transport/http_transport.hpp"

#include "transport/connection_pool.hpp"

#include <utility>

namespace acs::transport {

http_transport::http_transport(
    boost::asio::any_io_executor executor, settings options, std::shared_ptr<time_source> time)
    : pool_(std::make_shared<connection_pool>(
          std::move(executor), std::make_shared<const settings>(std::move(options)), std::move(time)))
{}

http_transport::~http_transport() = default;

boost::asio::awaitable<exchange_result> http_transport::exchange(
    std::string_view request, bool fresh, deadline& call)
{
    auto acquired = co_await pool_->acquire(call);
    if (!acquired)
        co_return acquired.error();
    connection_pool::lease lease = std::move(*acquired);
    if (fresh && lease->was_used())
        lease.renew();
    if (!lease->was_used())
        if (const auto why = co_await lease->open(call))
            co_return *why;
    co_return co_await lease->exchange(request, call);
}

void http_transport::stop()
{
    pool_->stop();
}

} // namespace acs::transport
