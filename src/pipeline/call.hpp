#ifndef ACS_PIPELINE_CALL_HPP
#define ACS_PIPELINE_CALL_HPP

#include "pipeline/authorisation.hpp"
#include "pipeline/call_report.hpp"
#include "pipeline/response_hook.hpp"
#include "pipeline/retry_policy.hpp"
#include "transport/deadline.hpp"
#include "transport/failure.hpp"
#include "transport/http_transport.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/call_options.hpp>
#include <acs/error.hpp>
#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

namespace acs::pipeline {

class pipeline;
class request_writer;

// One call in flight: its attempts, and what is decided between them. It lives in the frame of the coroutine
// that runs it.
class call
{
public:
    // The references must outlive it.
    call(
        pipeline& owner, wire::request request, const call_options& options, std::string request_id,
        std::shared_ptr<transport::deadline> limit, std::optional<wire::traceparent> parent);
    call(const call&) = delete;
    call& operator=(const call&) = delete;

    // A permit, authorisation, the exchange, a look at the answer, a wait and the next attempt, all within
    // the deadline. Gives the answer with the request's success status, or an error.
    boost::asio::awaitable<result<wire::response>> run();

    // The call's end: shows the final answer, tells the observer, and adds to an error what only the call
    // knows.
    result<wire::response> finish(result<wire::response> ended);

private:
    // What an attempt came to, and what to do next.
    struct verdict
    {
        enum class next
        {
            give_up,
            at_once,  // no fault of the service, and it costs no retry
            back_off, // it may pass by itself
        };

        verdict() = default; // success
        explicit verdict(acs::error what) : why(std::move(what)), error(static_cast<errc>(why.code().value()))
        {}

        acs::error why;
        std::optional<errc> error;
        next then = next::give_up;
    };

    boost::asio::awaitable<std::optional<transport::failure>> connect(transport::http_transport::lease& to);
    bool take_permit();
    boost::asio::awaitable<std::optional<acs::error>> wait_for_permit();
    // Nothing if the attempt may be repeated now, else the call's last error.
    boost::asio::awaitable<std::optional<error>> back_off(error why);
    std::optional<retry_refusal> refuse_retry(
        const error& why, std::optional<std::chrono::nanoseconds> delay);
    result<void> authorise(request_writer& writer);
    verdict judge(const transport::failure& failed);
    verdict judge(const request_writer& sent, const wire::response& answer);
    verdict unknown_outcome(const acs::error& why);
    bool learn_the_time(const request_writer& sent, const wire::response& answer);
    transport::connection_choice choose_connection() const;

    pipeline& owner_;
    const wire::request request_;
    const std::string request_id_;
    const std::string tracestate_;
    const acs::lane lane_;
    const quota& quota_;
    const unsigned max_retries_;
    const std::shared_ptr<transport::deadline> limit_;
    authorisation authorisation_;
    response_hook hook_;

    unsigned attempts_ = 0;
    unsigned retries_ = 0;
    boot_time permitted_{};
    wire::response::moment asked_; // of the last attempt
    bool fresh_connection_ = false;
    std::chrono::nanoseconds clock_correction_;
    bool corrected_ = false; // the clock, in this call
    call_report report_;
};

} // namespace acs::pipeline

#endif
