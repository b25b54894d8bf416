#include <acs/manual_clock.hpp>

#include <atomic>
#include <boost/asio/post.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace acs {

namespace {

// Whether a callback is still wanted. Set by the destruction of the wait, looked at when the callback's turn
// comes.
struct due_callback
{
    boost::asio::any_io_executor executor;
    std::function<void()> run;
    std::atomic<bool> cancelled = false;
};

void post(std::shared_ptr<due_callback> callback)
{
    const boost::asio::any_io_executor executor = callback->executor;
    boost::asio::post(executor, [callback = std::move(callback)] {
        if (!callback->cancelled)
            callback->run();
    });
}

} // namespace

class manual_clock::state
{
public:
    using key = std::pair<boot_time, std::size_t>; // due time, then order of arrival

    explicit state(wall_time start) : utc(start) {}

    // Takes out what is due. The caller posts it without the lock.
    std::vector<std::shared_ptr<due_callback>> take_due()
    {
        std::vector<std::shared_ptr<due_callback>> due;
        while (!waits.empty() && waits.begin()->first.first <= boot) {
            due.push_back(std::move(waits.begin()->second));
            waits.erase(waits.begin());
        }
        return due;
    }

    mutable std::mutex mutex;
    boot_time boot{std::chrono::hours(24)};
    wall_time utc;
    std::size_t arrivals = 0;
    std::map<key, std::shared_ptr<due_callback>> waits;
};

class manual_clock::wait final : public pending_wait
{
public:
    wait(std::weak_ptr<state> clock, state::key key, std::shared_ptr<due_callback> callback)
        : clock_(std::move(clock)), key_(key), callback_(std::move(callback))
    {}
    ~wait() override
    {
        callback_->cancelled = true;
        if (const auto clock = clock_.lock()) {
            const std::lock_guard lock(clock->mutex);
            clock->waits.erase(key_);
        }
    }

private:
    std::weak_ptr<state> clock_;
    state::key key_;
    std::shared_ptr<due_callback> callback_;
};

manual_clock::manual_clock()
    : manual_clock(std::chrono::sys_days(std::chrono::year(2026) / std::chrono::January / 1))
{}

manual_clock::manual_clock(wall_time start) : state_(std::make_shared<state>(start)) {}

manual_clock::~manual_clock() = default;

boot_time manual_clock::now_boottime() const noexcept
{
    const std::lock_guard lock(state_->mutex);
    return state_->boot;
}

wall_time manual_clock::now_utc() const noexcept
{
    const std::lock_guard lock(state_->mutex);
    return state_->utc;
}

std::unique_ptr<pending_wait> manual_clock::async_wait_until(
    boot_time when, boost::asio::any_io_executor executor, std::function<void()> on_due)
{
    auto callback = std::make_shared<due_callback>();
    callback->executor = std::move(executor);
    callback->run = std::move(on_due);
    const std::lock_guard lock(state_->mutex);
    const state::key key{when, state_->arrivals++};
    if (when <= state_->boot)
        post(callback);
    else
        state_->waits.emplace(key, callback);
    return std::make_unique<wait>(state_, key, std::move(callback));
}

void manual_clock::advance(std::chrono::nanoseconds by)
{
    std::vector<std::shared_ptr<due_callback>> due;
    {
        const std::lock_guard lock(state_->mutex);
        state_->boot += by;
        state_->utc += by;
        due = state_->take_due();
    }
    for (auto& callback : due)
        post(std::move(callback));
}

bool manual_clock::advance_to_next()
{
    std::chrono::nanoseconds distance{};
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->waits.empty())
            return false;
        distance = state_->waits.begin()->first.first - state_->boot;
    }
    advance(distance);
    return true;
}

void manual_clock::step_utc(std::chrono::nanoseconds by)
{
    const std::lock_guard lock(state_->mutex);
    state_->utc += by;
}

std::size_t manual_clock::pending() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->waits.size();
}

} // namespace acs
