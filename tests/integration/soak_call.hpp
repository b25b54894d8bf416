#ifndef TESTS_INTEGRATION_SOAK_CALL_HPP
#define TESTS_INTEGRATION_SOAK_CALL_HPP

#include "soak_random.hpp"
#include "soak_stage.hpp"
#include "soak_task.hpp"

#include <acs/identity.hpp>

#include <atomic>
#include <boost/asio/cancellation_signal.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>

/// One call of a soak: what was asked for, and what came of it.
class soak_call : public std::enable_shared_from_this<soak_call>
{
public:
    /// With a deadline and other options by chance.
    soak_call(soak_stage& stage, soak_task task, std::string id, soak_random& random);
    /// With time enough; it isn't cancelled.
    soak_call(soak_stage& stage, soak_task task, std::string id);

    /// Starts it. \param by_entra whether the client's credential is one of Entra ID
    void start(acs::identity_client& client, bool by_entra);
    /// Asks for its end, as its caller. From the soak's thread.
    void cancel();
    /// The client is about to be destroyed.
    void client_goes() { stopped_ = !has_ended(); }

    bool has_ended() const { return completions_.load(std::memory_order_acquire) > 0; }
    bool is_to_be_cancelled() const { return to_be_cancelled_ && !cancelled_; }

    // Of a call that has ended.
    const soak_task& task() const { return task_; }
    const std::string& request_id() const { return request_id_; }
    /// Who was created, or whom the exchange is about.
    const acs::communication_user& received() const { return received_; }
    const acs::access_token& token() const { return token_; }
    acs::scope scope() const { return scope_; }
    const std::optional<acs::error>& failure() const { return failure_; }
    bool was_interrupted() const;
    unsigned most_requests() const;
    /// What is wrong with how it ended, or nothing.
    std::string complaint() const;

private:
    template <class Result>
    void launch(Result awaitable);
    void launch_it(acs::identity_client& client, const acs::call_options& options);
    void note(acs::communication_user value) { received_ = std::move(value); }
    void note(acs::access_token value) { token_ = std::move(value); }
    void note(acs::user_and_token value);
    void note(acs::user_detail value);
    void note(acs::teams_extension_assignment value);
    void end(std::exception_ptr thrown, std::optional<acs::error> failure);
    bool failure_is_possible() const;

    soak_stage& stage_;
    const soak_task task_;
    const std::string request_id_;
    const std::chrono::nanoseconds deadline_;
    const unsigned retries_;
    const acs::scope scope_;
    const bool to_be_cancelled_;
    const boost::asio::any_io_executor home_;
    boost::asio::cancellation_signal cancellation_; // on home_
    acs::boot_time begun_;
    bool by_entra_ = false;
    bool cancelled_ = false;
    bool stopped_ = false;

    // Written by the completion, read after it.
    std::optional<acs::error> failure_;
    acs::communication_user received_;
    acs::access_token token_;
    const char* wrong_ = nullptr; // what was received is another's
    acs::boot_time ended_;
    std::atomic<int> completions_ = 0;
};

#endif
