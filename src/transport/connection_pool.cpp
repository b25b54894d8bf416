#include "transport/connection_pool.hpp"

#include "transport/event.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <iterator>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;

// A call that waits for a connection. `granted` and `connection` belong to the pool's mutex.
struct connection_pool::waiter
{
    explicit waiter(const asio::any_io_executor& executor) : strand(executor), ready(executor) {}

    asio::any_io_executor strand;
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
    connection_ = pool_->make_connection();
}

connection_pool::connection_pool(
    asio::any_io_executor executor, std::shared_ptr<const settings> options,
    std::shared_ptr<time_source> time)
    : executor_(std::move(executor)), options_(std::move(options)), time_(std::move(time))
{
    if (options_->endpoint.tls)
        tls_ = std::make_shared<tls_context>(options_->ca_file);
}

asio::awaitable<boost::system::result<connection_pool::lease, failure>> connection_pool::acquire(
    deadline& call)
{
    const auto self = shared_from_this();
    std::shared_ptr<waiter> waiting;
    {
        std::unique_lock lock(mutex_);
        if (waiters_.empty()) {
            if (auto idle = take_idle())
                co_return lease(self, std::move(idle));
            if (total_ < options_->max_connections) {
                ++total_;
                lock.unlock();
                co_return lease(self, make_connection());
            }
        }
        waiting = std::make_shared<waiter>(call.executor());
        waiters_.push_back(waiting);
    }
    place_in_line place(*this, waiting);
    deadline::step step(call, [raw = waiting.get()] { raw->ready.set(); });
    co_await waiting->ready.wait();
    if (const auto interrupted = step.why()) {
        failure why;
        why.code = *interrupted;
        why.what = "waiting for a connection";
        co_return why;
    }
    std::unique_ptr<connection> granted;
    place.take(granted);
    co_return lease(self, granted ? std::move(granted) : make_connection());
}

// With the mutex held. Connections that can't be used any more are dropped on the way.
std::unique_ptr<connection> connection_pool::take_idle()
{
    const boot_time now = time_->now_boottime();
    while (!idle_.empty()) {
        idle_connection last = std::move(idle_.back());
        idle_.pop_back();
        if (now - last.since <= options_->idle_timeout && last.held->is_alive())
            return std::move(last.held);
        --total_;
    }
    return nullptr;
}

void connection_pool::give_back(std::unique_ptr<connection> returned)
{
    if (returned && !returned->is_reusable())
        returned.reset();
    std::shared_ptr<waiter> next;
    std::vector<idle_connection> outdated; // closed after the lock is released
    {
        const std::lock_guard lock(mutex_);
        if (stopped_)
            returned.reset();
        if (!waiters_.empty()) {
            if (returned && !returned->is_alive())
                returned.reset();
            next = std::move(waiters_.front());
            waiters_.pop_front();
            next->connection = std::move(returned);
            next->granted = true;
        } else if (returned) {
            const boot_time now = time_->now_boottime();
            idle_.push_back(idle_connection{std::move(returned), now});
            // The one used last is used first, so the oldest ones gather at the front.
            const auto fresh =
                std::find_if(idle_.begin(), idle_.end(), [&](const idle_connection& candidate) {
                    return now - candidate.since <= options_->idle_timeout;
                });
            std::move(idle_.begin(), fresh, std::back_inserter(outdated));
            idle_.erase(idle_.begin(), fresh);
            total_ -= outdated.size();
        } else {
            --total_;
        }
    }
    if (next) {
        const asio::any_io_executor strand = next->strand;
        asio::post(strand, [next = std::move(next)] { next->ready.set(); });
    }
}

std::unique_ptr<connection> connection_pool::make_connection() const
{
    return std::make_unique<connection>(executor_, options_, tls_);
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
