#ifndef TESTS_INTEGRATION_SOAK_USE_HPP
#define TESTS_INTEGRATION_SOAK_USE_HPP

#include "soak_stage.hpp"

#include <acs/access_token.hpp>
#include <acs/communication_token_credential.hpp>
#include <acs/error.hpp>

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

/// One get_token() of a token credential, and what came of it.
class soak_use : public std::enable_shared_from_this<soak_use>
{
public:
    /// \param limit the longest that it may take. \param note called with the token, before the end is known
    soak_use(
        soak_stage& stage, std::string name, std::chrono::nanoseconds limit,
        std::function<void(const acs::access_token&)> note);

    void start(boost::asio::awaitable<acs::result<acs::access_token>> what);
    /// Asks for its end, as its caller. From the soak's thread, as the next.
    void cancel();
    /// The credential is about to be stopped.
    void credential_stops() { stopped_ = !has_ended(); }
    /// The credential was stopped before.
    void is_late() { stopped_ = true; }

    bool has_ended() const { return completions_.load(std::memory_order_acquire) > 0; }

    // Of one that has ended.
    bool succeeded() const { return !token_.token().empty(); }
    const acs::access_token& token() const { return token_; }
    const std::string& name() const { return name_; }
    /// What is wrong with how it ended, or nothing.
    std::string complaint() const;

private:
    void end(bool thrown, acs::result<acs::access_token> got);
    bool failure_is_possible() const;

    soak_stage& stage_;
    const std::string name_;
    const std::chrono::nanoseconds limit_;
    const std::function<void(const acs::access_token&)> note_;
    const boost::asio::any_io_executor home_;
    boost::asio::cancellation_signal cancellation_; // on home_
    acs::boot_time begun_;
    bool cancelled_ = false;
    bool stopped_ = false;

    // Written by the completion, read after it.
    bool thrown_ = false;
    acs::access_token token_;
    std::optional<acs::error> failure_;
    acs::boot_time ended_;
    std::atomic<int> completions_ = 0;
};

#endif
