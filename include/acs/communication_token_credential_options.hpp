#ifndef ACS_COMMUNICATION_TOKEN_CREDENTIAL_OPTIONS_HPP
#define ACS_COMMUNICATION_TOKEN_CREDENTIAL_OPTIONS_HPP

#include <acs/access_token.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace acs {

struct credential_observer;

/**
 * \brief How a \ref communication_token_credential with a refresher works. Every setter returns the object:
 * `acs::communication_token_credential_options().refresh_proactively(true)`.
 */
class communication_token_credential_options
{
public:
    using duration = std::chrono::nanoseconds;

    communication_token_credential_options() = default;

    /// A token to begin with; the refresher is called when it is needed. One that has expired counts as none.
    /// Default: none.
    communication_token_credential_options& initial_token(access_token value)
    {
        initial_token_ = std::move(value);
        return *this;
    }
    const access_token& initial_token() const { return initial_token_; }

    /// Whether the token is refreshed ahead of its end also when nobody asks for it; and at once, if there is
    /// no token to begin with. Default: no, only get_token() calls the refresher.
    communication_token_credential_options& refresh_proactively(bool value)
    {
        refresh_proactively_ = value;
        return *this;
    }
    bool refresh_proactively() const { return refresh_proactively_; }

    /// Limit of one call of the refresher: then it is cancelled, and those who wait get
    /// errc::deadline_exceeded. Default: 60 s.
    communication_token_credential_options& deadline(duration value)
    {
        deadline_ = value;
        return *this;
    }
    duration deadline() const { return deadline_; }

    /// Clocks and waits. Default, and if null: the real ones. Tests take \ref manual_clock.
    communication_token_credential_options& time(std::shared_ptr<time_source> value)
    {
        time_ = std::move(value);
        return *this;
    }
    const std::shared_ptr<time_source>& time() const { return time_; }

    /// Random numbers in [0, 1), callable from any thread: drawn once for each token, they move its refresh,
    /// which is due 10 minutes before its end, up to a minute towards it, so that credentials that were made
    /// together don't refresh together. `[] { return 0.0; }` switches that off. Default: a generator of the
    /// library.
    communication_token_credential_options& jitter(std::function<double()> value)
    {
        jitter_ = std::move(value);
        return *this;
    }
    const std::function<double()>& jitter() const { return jitter_; }

    /// Who is told what came of each call of the refresher, those in the background too; include
    /// <acs/credential_observer.hpp>. Default: nobody.
    communication_token_credential_options& credential_observer(
        std::shared_ptr<const acs::credential_observer> value)
    {
        credential_observer_ = std::move(value);
        return *this;
    }
    const std::shared_ptr<const acs::credential_observer>& credential_observer() const
    {
        return credential_observer_;
    }

private:
    access_token initial_token_;
    bool refresh_proactively_ = false;
    duration deadline_ = std::chrono::seconds(60);
    std::shared_ptr<time_source> time_;
    std::function<double()> jitter_;
    std::shared_ptr<const acs::credential_observer> credential_observer_;
};

} // namespace acs

#endif
