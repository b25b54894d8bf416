#include "cache/alarm_service.hpp"

namespace acs::cache {

namespace asio = boost::asio;

asio::execution_context::id alarm_service::id;

alarm_service::alarm_service(asio::execution_context& owner) : asio::execution_context::service(owner) {}

std::shared_ptr<alarm_queue> alarm_service::queue(
    const asio::any_io_executor& executor, const std::shared_ptr<time_source>& time)
{
    auto& context = asio::query(executor, asio::execution::context);
    return asio::use_service<alarm_service>(context).find_or_make(executor, time);
}

std::shared_ptr<alarm_queue> alarm_service::find_or_make(
    const asio::any_io_executor& executor, const std::shared_ptr<time_source>& time)
{
    const std::lock_guard lock(mutex_);
    std::erase_if(queues_, [](const auto& each) { return each.expired(); });
    for (const auto& each : queues_)
        if (auto held = each.lock(); held && held->time() == time)
            return held;
    auto made = std::make_shared<alarm_queue>(executor, time);
    queues_.push_back(made);
    return made;
}

void alarm_service::shutdown() noexcept
{
    const std::lock_guard lock(mutex_);
    for (const auto& each : queues_)
        if (const auto held = each.lock())
            held->shut_down();
}

} // namespace acs::cache
