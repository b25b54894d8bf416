#ifndef ACS_LOG_CREDENTIAL_OBSERVER_HPP
#define ACS_LOG_CREDENTIAL_OBSERVER_HPP

#include <acs/credential_observer.hpp>
#include <acs/log_observer.hpp>

#include <iosfwd>
#include <memory>

namespace acs {

/**
 * \brief A credential's observer that writes one line per event, such as
 * `credential_token_fetched acs.credential.name=DefaultAzureCredential
 * acs.credential.member=AzureCliCredential acs.reason=first ...`.
 * \details Failures are errors if there is no token that serves meanwhile, else warnings; tokens that were
 * fetched are info; what was cancelled or stopped is debug. No token and no secret is ever in a line.
 * \param sink  gets the lines, as with make_log_observer(). Called from any thread, several at a time.
 * \param least lines of a lower level are not made.
 */
std::shared_ptr<const credential_observer> make_log_credential_observer(
    log_sink sink, log_level least = log_level::info);

/**
 * \brief The same, to a stream, with time (UTC) and level at each line's start.
 * \details Where a client's log goes to the same stream, give both one sink of make_log_sink().
 * \param out   must outlive the credential; a mutex is held while one line is written. Not flushed by this.
 * \param least lines of a lower level are not made.
 * \param time  where the time comes from; null: the real clock.
 */
std::shared_ptr<const credential_observer> make_log_credential_observer(
    std::ostream& out, log_level least = log_level::info, std::shared_ptr<time_source> time = nullptr);

} // namespace acs

#endif
