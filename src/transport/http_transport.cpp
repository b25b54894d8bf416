#include "transport/http_transport.hpp"

#include <utility>

namespace acs::transport {

namespace {

// A connection that was in use so recently has hardly been closed by the peer meanwhile.
constexpr std::chrono::seconds recently(2);

connection_pool::idle_limit accepted(connection_choice choice)
{
    return choice == connection_choice::recent ? recently : connection_pool::any_idle;
}

} // namespace

http_transport::http_transport(std::shared_ptr<timeout_queue> timeouts, settings options)
    : pool_(std::make_shared<connection_pool>(
          std::move(timeouts), std::make_shared<const settings>(std::move(options))))
{}

http_transport::lease http_transport::try_acquire(connection_choice choice)
{
    return choice == connection_choice::fresh ? lease() : pool_->try_idle(accepted(choice));
}

boost::asio::awaitable<boost::system::result<http_transport::lease, failure>> http_transport::acquire(
    connection_choice choice, deadline& call)
{
    lease got = choice == connection_choice::fresh ? pool_->try_new() : lease();
    if (!got) {
        auto acquired = co_await pool_->acquire(accepted(choice), call);
        if (!acquired)
            co_return acquired.error();
        got = std::move(*acquired);
        if (choice == connection_choice::fresh && got->is_open())
            got.renew();
    }
    if (!got->is_open())
        if (const auto why = co_await got->open(call))
            co_return *why;
    co_return got;
}

boost::asio::awaitable<std::optional<failure>> http_transport::warm_up(deadline& call)
{
    http_transport::lease opening = pool_->try_new();
    if (!opening)
        co_return std::nullopt;
    co_return co_await opening->open(call);
}

void http_transport::stop()
{
    pool_->stop();
}

} // namespace acs::transport
