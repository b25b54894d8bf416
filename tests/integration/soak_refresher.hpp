#ifndef TESTS_INTEGRATION_SOAK_REFRESHER_HPP
#define TESTS_INTEGRATION_SOAK_REFRESHER_HPP

#include "soak_random.hpp"
#include "soak_stage.hpp"

#include <acs/communication_token_credential.hpp>
#include <acs/identity.hpp>

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// A refresher that asks the service, which is in a bad condition, and misbehaves itself now and then: it
/// throws, it ignores that it is cancelled, its tokens are of no use. Thread-safe.
class soak_refresher : public std::enable_shared_from_this<soak_refresher>
{
public:
    /// \param client lives longer than all calls.
    soak_refresher(
        soak_stage& stage, acs::identity_client& client, acs::communication_user user, std::uint64_t seed);

    acs::communication_token_credential::refresher function();

    /// Somebody was cancelled: two may run at a time from now on, for the earlier one has to end first.
    void disturb();
    /// Whether this token came from here.
    bool has_given(std::string_view token) const;
    /// Somebody has got this token from the credential.
    void was_used(const acs::access_token& token);

    std::size_t calls() const;
    std::size_t running() const;
    /// What was wrong with when it was called.
    std::vector<std::string> complaints() const;

private:
    class visit;
    enum class outcome
    {
        token,
        exception,
        nothing, ///< a token without a text
        expired,
    };
    struct plan
    {
        outcome result = outcome::token;
        bool deaf = false;
        std::size_t turns = 0;
        std::chrono::nanoseconds patience{}; ///< the call's deadline
        std::chrono::nanoseconds life{};
    };

    static boost::asio::awaitable<acs::result<acs::access_token>> refresh(
        std::shared_ptr<soak_refresher> self);
    plan enter();
    void leave(acs::boot_time entered);
    acs::access_token dress(const acs::access_token& token, const visit& during);

    soak_stage& stage_;
    acs::identity_client& client_;
    const acs::communication_user user_;

    mutable std::mutex mutex_;
    soak_random random_;
    bool disturbed_ = false;
    std::size_t calls_ = 0;
    std::size_t running_ = 0;
    std::map<std::string, acs::boot_time, std::less<>> given_; // when they were asked for
    acs::boot_time newest_until_;                              // of the tokens that somebody has got
    acs::boot_time due_;                                       // no earlier is that token refreshed
    std::vector<std::string> complaints_;
};

#endif
