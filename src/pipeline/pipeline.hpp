#ifndef ACS_PIPELINE_PIPELINE_HPP
#define ACS_PIPELINE_PIPELINE_HPP

#include "pipeline/request_writer.hpp"
#include "pipeline/retry_budget.hpp"
#include "pipeline/retry_policy.hpp"
#include "pipeline/signing_clock.hpp"
#include "transport/http_transport.hpp"
#include "transport/timeout_queue.hpp"
#include "wire/endpoint.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/call_options.hpp>
#include <acs/client_options.hpp>
#include <acs/result.hpp>

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>

namespace acs::pipeline {

// What the calls of a client share, and their beginning and end. Thread-safe.
class pipeline
{
public:
    pipeline(boost::asio::any_io_executor executor, client_options options);
    // To somewhere else than the options say, where they can't say it.
    pipeline(boost::asio::any_io_executor executor, client_options options, wire::endpoint destination);

    // One call, retries included. Gives the answer with the request's success status, or an error. The
    // awaiting coroutine may run on any executor; cancelling it cancels the call.
    static boost::asio::awaitable<result<wire::response>> run(
        std::shared_ptr<pipeline> self, wire::request request, call_options options);

    // Ends all calls with errc::client_stopped, those that start later too.
    void stop();

    const boost::asio::any_io_executor& executor() const { return timeouts_->executor(); }
    const std::shared_ptr<transport::timeout_queue>& timeouts() const { return timeouts_; }
    const client_options& options() const { return options_; }
    const retry_policy& policy() const { return policy_; }
    const wire::endpoint& endpoint() const { return endpoint_; }
    const request_writer::common_headers& common_headers() const { return common_headers_; }
    retry_budget& budget() { return budget_; }
    signing_clock& clock() { return clock_; }
    transport::http_transport& transport() { return transport_; }
    // From [0, 1), for jitter.
    double random() const;
    // After a success: what this machine's clock lacks by the answer's Date, if that is not what the client
    // took it for and somebody listens. Once a minute, so that a wrong clock floods nobody.
    std::optional<std::chrono::nanoseconds> skew_to_report(const wire::response& answer);

private:
    const client_options options_;
    const wire::endpoint endpoint_;
    retry_policy policy_;
    request_writer::common_headers common_headers_;
    retry_budget budget_;
    signing_clock clock_;
    std::atomic<boot_time> skew_reported_ = boot_time::min();
    std::shared_ptr<transport::timeout_queue> timeouts_;
    transport::http_transport transport_;
};

} // namespace acs::pipeline

#endif
