#ifndef TESTS_INTEGRATION_SOAK_CALL_HPP
#define TESTS_INTEGRATION_SOAK_CALL_HPP

#include "soak_random.hpp"
#include "soak_stage.hpp"

#include <acs/identity.hpp>

#include <atomic>
#include <boost/asio/cancellation_signal.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// One call of a soak: what was asked for, and what came of it.
class soak_call : public std::enable_shared_from_this<soak_call>
{
public:
    /// Whom the Entra token of the Teams exchange has to be for.
    static constexpr std::string_view application = "11111111-2222-3333-4444-555555555555";
    static constexpr std::string_view teams_user = "66666666-7777-8888-9999-000000000000";

    /// With a deadline and other options by chance.
    soak_call(soak_stage& stage, acs::operation what, std::string id, soak_random& random);
    /// With time enough; it isn't cancelled.
    soak_call(soak_stage& stage, acs::operation what, std::string id);

    /// Starts it. \param user whom it is about, for the operations that are about one.
    /// \param entra_token for the Teams exchange
    void start(
        acs::identity_client& client, const acs::communication_user& user, const acs::secret& entra_token);
    /// Asks for its end, as its caller. From the soak's thread.
    void cancel();
    /// The client is about to be destroyed.
    void client_goes() { stopped_ = !has_ended(); }

    bool has_ended() const { return completions_.load(std::memory_order_acquire) > 0; }
    bool is_to_be_cancelled() const { return to_be_cancelled_ && !cancelled_; }

    // Of a call that has ended.
    acs::operation operation() const { return operation_; }
    const std::string& request_id() const { return request_id_; }
    const acs::communication_user& user() const { return user_; }
    const acs::communication_user& created() const { return created_; }
    const acs::access_token& token() const { return token_; }
    acs::scope scope() const { return scope_; }
    const std::optional<acs::error>& failure() const { return failure_; }
    bool creates() const;
    bool was_interrupted() const;
    unsigned most_requests() const;
    /// What is wrong with how it ended, or nothing.
    std::string complaint() const;

private:
    template <class Result>
    void launch(Result awaitable);
    void note(acs::communication_user value) { created_ = std::move(value); }
    void note(acs::access_token value) { token_ = std::move(value); }
    void note(acs::user_and_token value);
    void end(std::exception_ptr thrown, std::optional<acs::error> failure);
    bool failure_is_possible() const;

    soak_stage& stage_;
    const acs::operation operation_;
    const std::string request_id_;
    const std::chrono::nanoseconds deadline_;
    const unsigned retries_;
    const acs::scope scope_;
    const bool to_be_cancelled_;
    const boost::asio::any_io_executor home_;
    boost::asio::cancellation_signal cancellation_; // on home_
    acs::communication_user user_;
    acs::boot_time begun_;
    bool cancelled_ = false;
    bool stopped_ = false;

    // Written by the completion, read after it.
    std::optional<acs::error> failure_;
    acs::communication_user created_;
    acs::access_token token_;
    acs::boot_time ended_;
    std::atomic<int> completions_ = 0;
};

#endif
