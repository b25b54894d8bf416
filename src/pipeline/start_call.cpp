#include "pipeline/start_call.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

namespace acs::pipeline {

namespace asio = boost::asio;

namespace {

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

// Asio's own way, a slot bound to co_spawn, is not used: in Boost 1.81 the cancellation reaches the other
// executor as a raw pointer into the coroutine's state, which may be gone by then. The slot's handler here
// owns nothing and finds the call by a weak pointer.
struct starter
{
    template <class Handler>
    void operator()(
        Handler handler, std::shared_ptr<call> running, asio::awaitable<result<wire::response>> body) const
    {
        const auto executor = asio::get_associated_executor(handler, running->strand());
        auto slot = asio::get_associated_cancellation_slot(handler);
        if (slot.is_connected())
            slot.assign([weak = std::weak_ptr(running)](asio::cancellation_type) {
                if (const auto found = weak.lock())
                    found->interrupt(errc::canceled);
            });
        auto complete = [handler = std::move(handler), slot, work = asio::make_work_guard(executor)](
                            std::exception_ptr thrown, result<wire::response> answer) mutable {
            if (thrown)
                answer = internal_error(std::move(thrown));
            auto resume = [handler = std::move(handler), slot, answer = std::move(answer)]() mutable {
                slot.clear();
                std::move(handler)(std::move(answer));
            };
            const auto caller = work.get_executor();
            asio::dispatch(caller, std::move(resume));
        };
        asio::co_spawn(running->strand(), std::move(body), std::move(complete));
    }
};

} // namespace

asio::awaitable<result<wire::response>> start_call(
    std::shared_ptr<call> running, asio::awaitable<result<wire::response>> body)
{
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(result<wire::response>)>(
        starter(), asio::use_awaitable, std::move(running), std::move(body));
}

} // namespace acs::pipeline
