#include "transport/connection_pool.hpp"

#include "transport/event.hpp"

#include <algorithm>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;

// A call that waits for a connection. `granted` and `connection` belong to the pool's mutex.
struct connection_pool::waiter
{
    explicit waiter(const asio::any_io_executor& executor) : ready(executor) {}

    event ready;
    bool granted = false;
    std::unique_ptr<acs::transport::connection> connection; // null: a new one may be made
};

// Takes the waiter out of the line when the call stops waiting, for whatever reason. What was granted
// meanwhile and not taken goes to the next one.
class connection_pool::place_in_line
{
public:
    place_in_line(connection_pool& pool, std::shared_ptr<waiter> self) : pool_(pool), self_(std::move(self))
    {}
    place_in_line(const place_in_line&) = delete;
    place_in_line& operator=(const place_in_line&) = delete;
    ~place_in_line()
    {
        {
            const std::lock_guard lock(pool_.mutex_);
            std::erase(pool_.waiters_, self_);
            if (!self_->granted)
                return;
        }
        pool_.give_back(std::move(self_->connection));
    }

    // True, once, if a connection or the right to make one was granted.
    bool take(std::unique_ptr<connection>& to)
    {
        const std::lock_guard lock(pool_.mutex_);
        to = std::move(self_->connection);
        return std::exchange(self_->granted, false);
    }

private:
    connection_pool& pool_;
    std::shared_ptr<waiter> self_;
};

connection_pool::lease::lease(std::shared_ptr<connection_pool> pool, std::unique_ptr<connection> leased)
    : pool_(std::move(pool)), connection_(std::move(leased))
{}

connection_pool::lease& connection_pool::lease::operator=(lease&& other) noexcept
{
    std::swap(pool_, other.pool_);
    std::swap(connection_, other.connection_);
    return *this;
}

connection_pool::lease::~lease()
{
    if (pool_)
        pool_->give_back(std::move(connection_));
}

void connection_pool::lease::renew()
{
    connection_->closing(close_reason::idle);
    connection_ = pool_->make_connection();
}

connection_pool::connection_pool(
    std::shared_ptr<timeout_queue> timeouts, std::shared_ptr<const settings> options)
    : timeouts_(std::move(timeouts)), options_(std::move(options)),
      connector_(std::make_shared<connector>(timeouts_->executor(), options_, timeouts_->shared_time()))
{
    if (options_->endpoint.tls)
        tls_ = std::make_shared<tls_context>(options_->ca_file, options_->endpoint.host);
}

connection_pool::lease connection_pool::try_idle(idle_limit accepted)
{
    connections dropped; // closed after the lock is released
    const std::lock_guard lock(mutex_);
    return waiters_.empty() ? take_idle(accepted, dropped) : lease();
}

connection_pool::lease connection_pool::try_new()
{
    const std::lock_guard lock(mutex_);
    if (stopped_ || total_ == options_->max_connections)
        return {};
    lease made(shared_from_this(), make_connection());
    ++total_;
    return made;
}

asio::awaitable<boost::system::result<connection_pool::lease, failure>> connection_pool::acquire(
    idle_limit accepted, deadline& call)
{
    const auto self = shared_from_this();
    std::shared_ptr<waiter> waiting;
    {
        connections dropped;
        const std::lock_guard lock(mutex_);
        if (lease at_once = take(accepted, dropped))
            co_return at_once;
        waiting = std::make_shared<waiter>(call.executor());
        waiters_.push_back(waiting);
    }
    place_in_line place(*this, waiting);
    deadline::step step(call, [raw = waiting.get()] { raw->ready.set(); });
    co_await waiting->ready.wait();
    const auto interrupted = step.why();
    std::unique_ptr<connection> granted;
    if (interrupted || !place.take(granted)) { // a wait that ends without a grant was cancelled
        failure why;
        why.code = interrupted.value_or(errc::canceled);
        why.what = "waiting for a connection";
        co_return why;
    }
    co_return lease(self, granted ? std::move(granted) : make_connection());
}

// With the mutex held. An idle connection, or the right to open one; nothing if the call has to wait.
connection_pool::lease connection_pool::take(idle_limit accepted, connections& dropped)
{
    if (!waiters_.empty())
        return {};
    if (lease idle = take_idle(accepted, dropped))
        return idle;
    if (total_ == options_->max_connections)
        return {};
    lease made(shared_from_this(), make_connection());
    ++total_;
    return made;
}

// With the mutex held. Connections that can't be used any more are dropped on the way.
connection_pool::lease connection_pool::take_idle(idle_limit accepted, connections& dropped)
{
    if (idle_.empty())
        return {};
    const boot_time now = timeouts_->time().now_boottime();
    while (!idle_.empty()) {
        // The ones below it have rested for longer still. If there is no room for a new connection beside
        // them, one of them has to go.
        const bool too_old = now - idle_.back().since > accepted;
        if (too_old && total_ < options_->max_connections)
            return {};
        idle_connection last = std::move(idle_.back());
        idle_.pop_back();
        if (now > last.until)
            last.held->closing(reason_of(last));
        else if (!last.held->is_alive())
            last.held->closing(close_reason::peer_closed);
        else if (!too_old)
            return {shared_from_this(), std::move(last.held)};
        else
            last.held->closing(close_reason::idle);
        dropped.push_back(std::move(last.held));
        --total_;
    }
    return {};
}

void connection_pool::give_back(std::unique_ptr<connection> returned)
{
    if (returned && !returned->is_reusable())
        returned.reset();
    if (returned)
        returned->rest();
    std::shared_ptr<waiter> next;
    connections dropped; // closed after the lock is released
    {
        const std::lock_guard lock(mutex_);
        if (stopped_ && returned)
            dropped.push_back(std::move(returned));
        if (!waiters_.empty()) {
            if (returned && !returned->is_alive()) {
                returned->closing(close_reason::peer_closed);
                dropped.push_back(std::move(returned));
            }
            next = std::move(waiters_.front());
            waiters_.pop_front();
            next->connection = std::move(returned);
            next->granted = true;
        } else if (returned) {
            const boot_time now = timeouts_->time().now_boottime();
            const boot_time until = kept_until(*returned, now);
            idle_.push_back(idle_connection{std::move(returned), now, until});
            drop_outdated(now, dropped);
        } else {
            --total_;
        }
    }
    if (next)
        next->ready.set();
}

// How long an idle connection is used again. The peer's word counts with a second less: its farewell needs
// time to arrive.
boot_time connection_pool::kept_until(const connection& idle, boot_time now) const
{
    auto kept = options_->idle_timeout;
    if (const auto& by_peer = idle.kept_by_peer())
        kept = std::min<std::chrono::nanoseconds>(
            kept, std::max(*by_peer - std::chrono::seconds(1), std::chrono::seconds(0)));
    return deadline::after(now, kept);
}

close_reason connection_pool::reason_of(const idle_connection& outdated) const
{
    return outdated.until - outdated.since < options_->idle_timeout ? close_reason::keep_alive_ended
                                                                    : close_reason::idle;
}

// With the mutex held. The one used last is used first, so the oldest ones gather at the front.
void connection_pool::drop_outdated(boot_time now, connections& dropped)
{
    const auto fresh = std::find_if(
        idle_.begin(), idle_.end(), [&](const idle_connection& candidate) { return now <= candidate.until; });
    for (auto outdated = idle_.begin(); outdated != fresh; ++outdated) {
        outdated->held->closing(reason_of(*outdated));
        dropped.push_back(std::move(outdated->held));
        --total_;
    }
    idle_.erase(idle_.begin(), fresh);
}

std::unique_ptr<connection> connection_pool::make_connection() const
{
    return std::make_unique<connection>(connector_, options_, tls_, timeouts_->shared_time());
}

void connection_pool::stop()
{
    std::vector<idle_connection> closing;
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    total_ -= idle_.size();
    closing.swap(idle_);
}

} // namespace acs::transport
