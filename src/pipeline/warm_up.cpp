#include "pipeline/warm_up.hpp"

#include "pipeline/pipeline.hpp"
#include "transport/event.hpp"

#include <algorithm>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace acs::pipeline {

namespace asio = boost::asio;

namespace {

error error_of(const transport::failure& why)
{
    error_details details;
    details.what = why.what;
    details.cause = why.cause;
    return {why.code, std::move(details)};
}

// The openings under way, shared with their coroutines, which may outlive the one that waits for them.
class openings
{
public:
    explicit openings(const asio::any_io_executor& executor) : done(executor) {}

    void begin(std::shared_ptr<transport::deadline> limit) { limits_.push_back(std::move(limit)); }

    void end(std::optional<error> failed)
    {
        const std::lock_guard lock(mutex_);
        if (!failed)
            ++opened_;
        else if (!first_error_)
            first_error_ = std::move(failed);
        if (++ended_ == limits_.size())
            done.set();
    }

    void interrupt(errc why)
    {
        for (const auto& limit : limits_)
            limit->interrupt(why);
    }

    result<void> outcome()
    {
        const std::lock_guard lock(mutex_);
        if (opened_ == 0 && first_error_)
            return *first_error_;
        return {};
    }

    const std::vector<std::shared_ptr<transport::deadline>>& limits() const { return limits_; }

    transport::event done;

private:
    std::vector<std::shared_ptr<transport::deadline>> limits_; // complete before the first one begins
    std::mutex mutex_;                                         // of what follows
    std::size_t opened_ = 0;
    std::size_t ended_ = 0;
    std::optional<error> first_error_;
};

asio::awaitable<std::optional<error>> open_one(
    std::shared_ptr<pipeline> client, std::shared_ptr<transport::deadline> limit)
{
    const auto failed = co_await client->transport().warm_up(*limit);
    co_return failed ? std::optional(error_of(*failed)) : std::nullopt;
}

error internal_error(std::exception_ptr thrown)
{
    error_details details;
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const std::exception& exception) {
        details.what = exception.what();
    } catch (...) {
        details.what = "an unknown exception";
    }
    return {errc::internal, std::move(details)};
}

} // namespace

asio::awaitable<result<void>> warm_up(
    std::shared_ptr<pipeline> client, std::size_t connections, call_options options)
{
    const auto& timeouts = client->timeouts();
    const boot_time expiry = transport::deadline::after(
        timeouts->time().now_boottime(), options.deadline().value_or(client->options().deadline()));
    const auto own =
        std::make_shared<transport::deadline>(timeouts, co_await asio::this_coro::cancellation_state, expiry);
    if (!own->start(expiry))
        co_return error(errc::client_stopped);
    const auto all = std::make_shared<openings>(client->executor());
    const std::size_t count =
        std::min(connections, std::max<std::size_t>(client->options().max_connections(), 1));
    for (std::size_t i = 0; i < count; ++i) {
        all->begin(std::make_shared<transport::deadline>(timeouts, asio::cancellation_state(), expiry));
        all->limits().back()->start(expiry);
    }
    if (count == 0)
        co_return result<void>();
    for (const auto& limit : all->limits())
        asio::co_spawn(
            client->executor(), open_one(client, limit),
            [all](std::exception_ptr thrown, std::optional<error> failed) {
                all->end(thrown ? std::optional(internal_error(std::move(thrown))) : std::move(failed));
            });
    transport::deadline::step step(*own, [raw = all.get()] { raw->done.set(); });
    co_await all->done.wait();
    if (const auto interrupted = step.why()) {
        all->interrupt(*interrupted);
        co_return error(*interrupted);
    }
    co_return all->outcome();
}

} // namespace acs::pipeline
