#ifndef ACS_CACHE_ALARM_SERVICE_HPP
#define ACS_CACHE_ALARM_SERVICE_HPP

#include "cache/alarm_queue.hpp"

#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>
#include <memory>
#include <mutex>
#include <vector>

namespace acs::cache {

// The queues of alarms of an execution context: one for each time source, as long as somebody has it.
class alarm_service final : public boost::asio::execution_context::service
{
public:
    using key_type = alarm_service;
    static boost::asio::execution_context::id id;

    explicit alarm_service(boost::asio::execution_context& owner);

    // The one of this executor's context and this clock.
    static std::shared_ptr<alarm_queue> queue(
        const boost::asio::any_io_executor& executor, const std::shared_ptr<time_source>& time);

private:
    void shutdown() noexcept override;
    std::shared_ptr<alarm_queue> find_or_make(
        const boost::asio::any_io_executor& executor, const std::shared_ptr<time_source>& time);

    std::mutex mutex_;
    std::vector<std::weak_ptr<alarm_queue>> queues_;
};

} // namespace acs::cache

#endif
