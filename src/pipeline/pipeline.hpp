#ifndef ACS_PIPELINE_PIPELINE_HPP
#define ACS_PIPELINE_PIPELINE_HPP

#include "pipeline/request_writer.hpp"
#include "pipeline/retry_policy.hpp"
#include "transport/http_transport.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/call_options.hpp>
#include <acs/client_options.hpp>
#include <acs/result.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <list>
#include <memory>
#include <mutex>
#include <optional>

namespace acs::pipeline {

class call;

// Runs calls: a permit, authorisation, the exchange, a look at the answer, a wait and the next attempt, all
// within the call's deadline. Thread-safe.
class pipeline : public std::enable_shared_from_this<pipeline>
{
public:
    pipeline(boost::asio::any_io_executor executor, client_options options);
    ~pipeline();

    const boost::asio::any_io_executor& executor() const { return executor_; }
    const client_options& options() const { return options_; }

    // One call, retries included, on a strand of the executor. Gives the answer with the request's success
    // status, or an error. The awaiting coroutine may run on any executor; cancelling it cancels the call.
    static boost::asio::awaitable<result<wire::response>> run(
        std::shared_ptr<pipeline> self, wire::request request, call_options options);

    // Ends all calls with errc::client_stopped, those that start later too.
    void stop();

private:
    struct outcome;
    class registration;
    class ending;
    using calls = std::list<std::weak_ptr<call>>;

    static boost::asio::awaitable<result<wire::response>> repeat(
        std::shared_ptr<pipeline> self, std::shared_ptr<call> running);
    boost::asio::awaitable<outcome> attempt(call& running, bool fresh);
    boost::asio::awaitable<std::optional<error>> take_permit(call& running);
    boost::asio::awaitable<std::optional<error>> prepare_credential(call& running);

    boost::asio::any_io_executor executor_;
    client_options options_;
    retry_policy retry_policy_;
    request_writer::common_headers common_headers_;
    transport::http_transport transport_;

    std::mutex mutex_; // of what follows
    calls calls_;
    bool stopped_ = false;
};

} // namespace acs::pipeline

#endif
