#ifndef ACS_CACHE_REFRESHED_TOKEN_HPP
#define ACS_CACHE_REFRESHED_TOKEN_HPP

#include "cache/alarm.hpp"
#include "cache/alarm_queue.hpp"
#include "cache/token_holder.hpp"
#include "cache/token_supply.hpp"

#include <acs/communication_token_credential_options.hpp>

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>

namespace acs::cache {

// A token that a coroutine of the user's refreshes: on demand, or ahead of its end by itself.
class refreshed_token final : public token_supply, public alarm
{
public:
    using refresher = std::function<boost::asio::awaitable<result<access_token>>()>;

    static std::shared_ptr<refreshed_token> create(
        const boost::asio::any_io_executor& runs_on, refresher refresh,
        const communication_token_credential_options& options);
    ~refreshed_token() override;

    boost::asio::awaitable<result<access_token>> get() override;
    void stop() noexcept override;

    boot_time due() const noexcept override;
    void ring() noexcept override;

private:
    refreshed_token(
        const boost::asio::any_io_executor& runs_on, const communication_token_credential_options& options);

    void set_alarm() noexcept;

    const boost::asio::any_io_executor runs_on_;
    const std::shared_ptr<time_source> time_;
    const std::shared_ptr<alarm_queue> alarms_; // null: it is refreshed on demand only
    std::shared_ptr<token_holder> holder_;      // constant once it is made
    std::atomic<boot_time> rung_ = boot_time::min();
};

} // namespace acs::cache

#endif
