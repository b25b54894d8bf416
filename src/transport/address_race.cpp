#include "transport/address_race.hpp"

#include "transport/event.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acs::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

failure made(errc code, std::string what)
{
    failure why;
    why.code = code;
    why.what = std::move(what);
    return why;
}

// The attempts at one connection. Thread-safe: their handlers run on any thread of the executor. They share
// it, so it may outlive the race by as long as closed sockets take to say so.
class address_race : public std::enable_shared_from_this<address_race>
{
public:
    address_race(asio::any_io_executor executor, address_list addresses)
        : executor_(std::move(executor)), addresses_(std::move(addresses))
    {
        attempts_.reserve(addresses_.size());
    }

    // How the race stands, and what it waits for from now on.
    struct standing
    {
        bool has_next = false;   // there are addresses that have not been tried
        bool is_running = false; // an attempt is on its way
        bool has_failed = false; // one has failed since the last one began
    };

    // Forgets what has happened so far: news() waits for what comes.
    standing await_news()
    {
        const std::lock_guard lock(mutex_);
        news_.emplace(executor_);
        return {attempts_.size() < addresses_.size(), running_ > 0, failed_};
    }

    // True if there are further addresses.
    bool start_next()
    {
        const std::lock_guard lock(mutex_);
        const std::size_t number = attempts_.size();
        attempt& next = attempts_.emplace_back(attempt{tcp::socket(executor_), std::nullopt});
        ++running_;
        failed_ = false;
        next.socket.async_connect(addresses_[number], [self = shared_from_this(), number](error_code ec) {
            self->on_end(number, ec);
        });
        return attempts_.size() < addresses_.size();
    }

    // Waits until something has happened, or wake() was called.
    asio::awaitable<void> news() { return news_->wait(); }

    void wake()
    {
        const std::lock_guard lock(mutex_);
        news_->set();
    }

    // The first to connect, if there is one.
    std::optional<tcp::socket> take_winner()
    {
        const std::lock_guard lock(mutex_);
        if (!winner_)
            return std::nullopt;
        tcp::socket won = std::move(attempts_[*winner_].socket);
        error_code ignored;
        won.set_option(tcp::no_delay(true), ignored);
        return won;
    }

    void close()
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
        for (attempt& each : attempts_) {
            error_code ignored;
            each.socket.close(ignored);
        }
    }

    // All have failed. The system puts the address it thinks best first, so what happened there says most.
    failure refused()
    {
        const std::lock_guard lock(mutex_);
        return attempts_.empty() ? made(errc::connect_failed, "no address")
                                 : explain(errc::connect_failed, 0);
    }

    // The time is over, and at least one attempt is without an answer, unless none could begin.
    failure timed_out()
    {
        const std::lock_guard lock(mutex_);
        const auto silent =
            std::find_if(attempts_.begin(), attempts_.end(), [](const attempt& each) { return !each.ended; });
        return silent == attempts_.end()
                   ? made(errc::connect_timeout, "connecting")
                   : explain(errc::connect_timeout, static_cast<std::size_t>(silent - attempts_.begin()));
    }

private:
    struct attempt
    {
        tcp::socket socket;
        std::optional<error_code> ended;
    };

    void on_end(std::size_t number, error_code ec)
    {
        const std::lock_guard lock(mutex_);
        if (over_)
            return;
        --running_;
        attempts_[number].ended = ec;
        if (ec)
            failed_ = true;
        else if (!winner_)
            winner_ = number;
        news_->set();
    }

    failure explain(errc code, std::size_t number) const
    {
        const tcp::endpoint& address = addresses_[number];
        std::string text = address.address().to_string() + " port " + std::to_string(address.port());
        if (attempts_.size() > 1)
            text += ", one of " + std::to_string(attempts_.size()) + " addresses tried";
        failure why = made(code, std::move(text));
        why.cause = attempts_[number].ended.value_or(error_code());
        return why;
    }

    const asio::any_io_executor executor_;
    const address_list addresses_;
    std::mutex mutex_;              // of what follows
    std::vector<attempt> attempts_; // at as many addresses, from the first
    std::optional<event> news_;
    std::optional<std::size_t> winner_;
    std::size_t running_ = 0;
    bool failed_ = false;
    bool over_ = false;
};

// Ends the race with its coroutine, however that ends.
class finishing_line
{
public:
    explicit finishing_line(std::shared_ptr<address_race> race) : race_(std::move(race)) {}
    finishing_line(const finishing_line&) = delete;
    finishing_line& operator=(const finishing_line&) = delete;
    ~finishing_line() { race_->close(); }

private:
    std::shared_ptr<address_race> race_;
};

boot_clock::duration delay_for(std::size_t count, boot_clock::duration time)
{
    const auto share = time / static_cast<boot_clock::rep>(std::max<std::size_t>(count, 1));
    return std::clamp<boot_clock::duration>(share, least_attempt_delay, attempt_delay);
}

} // namespace

asio::awaitable<boost::system::result<tcp::socket, failure>> connect_to_any(
    asio::any_io_executor executor, address_list addresses, deadline& call, boot_time limit)
{
    addresses = take_turns(addresses, most_addresses);
    boot_time now = call.time().now_boottime();
    const boot_clock::duration delay = delay_for(addresses.size(), std::min(limit, call.expiry()) - now);
    boot_time next_at = now;
    const auto race = std::make_shared<address_race>(std::move(executor), std::move(addresses));
    const finishing_line line(race);
    for (;;) {
        const auto [has_next, is_running, has_failed] = race->await_news();
        // A connection that was overtaken by the end or the limit comes too late.
        if (const auto ended = call.why()) {
            co_return made(*ended, "connecting");
        }
        now = call.time().now_boottime();
        if (now >= limit)
            co_return race->timed_out();
        if (auto won = race->take_winner())
            co_return std::move(*won);
        bool is_last = !has_next;
        if (has_next && (now >= next_at || has_failed)) {
            is_last = !race->start_next();
            next_at = deadline::after(now, delay);
        } else if (!is_running) {
            co_return race->refused();
        }
        const boot_time until = is_last ? limit : std::min(limit, next_at);
        deadline::step step(call, until, errc::connect_timeout, [raw = race.get()] { raw->wake(); });
        co_await race->news();
    }
}

} // namespace acs::transport
