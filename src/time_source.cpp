#include <acs/time_source.hpp>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <ctime>
#include <utility>

namespace acs {

namespace {

// Asio's timers run on CLOCK_MONOTONIC, which stops while the machine is suspended. A longer wait is
// therefore cut into pieces, and after each the boot-time clock is read again.
constexpr std::chrono::seconds longest_sleep{30};

class system_wait : public std::enable_shared_from_this<system_wait>
{
public:
    system_wait(boot_time when, boost::asio::any_io_executor executor, std::function<void()> on_due)
        : when_(when), timer_(executor), on_due_(std::move(on_due))
    {}

    void start()
    {
        const boot_time now = boot_clock::now();
        const auto left = when_ > now ? when_ - now : boot_clock::duration::zero();
        timer_.expires_after(std::min<boot_clock::duration>(left, longest_sleep));
        timer_.async_wait([self = shared_from_this()](const boost::system::error_code& ec) {
            if (ec || self->cancelled_)
                return;
            if (boot_clock::now() < self->when_)
                self->start();
            else
                self->on_due_();
        });
    }

    void cancel()
    {
        cancelled_ = true;
        timer_.cancel();
    }

private:
    boot_time when_;
    boost::asio::steady_timer timer_;
    std::function<void()> on_due_;
    bool cancelled_ = false;
};

class system_pending_wait final : public pending_wait
{
public:
    explicit system_pending_wait(std::shared_ptr<system_wait> wait) : wait_(std::move(wait)) {}
    ~system_pending_wait() override { wait_->cancel(); }

private:
    std::shared_ptr<system_wait> wait_;
};

class system_time_source final : public time_source
{
public:
    boot_time now_boottime() const noexcept override { return boot_clock::now(); }
    wall_time now_utc() const noexcept override { return std::chrono::system_clock::now(); }
    std::unique_ptr<pending_wait> async_wait_until(
        boot_time when, boost::asio::any_io_executor executor, std::function<void()> on_due) override
    {
        auto wait = std::make_shared<system_wait>(when, std::move(executor), std::move(on_due));
        wait->start();
        return std::make_unique<system_pending_wait>(std::move(wait));
    }
};

} // namespace

boot_time boot_clock::now() noexcept
{
    std::timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return boot_time(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

std::shared_ptr<time_source> time_source::system()
{
    static const auto instance = std::make_shared<system_time_source>();
    return instance;
}

} // namespace acs
