#ifndef ACS_LOG_OBSERVER_HPP
#define ACS_LOG_OBSERVER_HPP

#include <acs/observer.hpp>
#include <acs/time_source.hpp>

#include <functional>
#include <iosfwd>
#include <memory>
#include <string_view>

namespace acs {

/// How much a line of the log matters.
enum class log_level : unsigned char
{
    debug, ///< connections and single attempts; a cache's requests
    info,  ///< calls that succeeded or were cancelled; retries; waits for the quota; a cache's failed fetches
    warning, ///< failed attempts and connections; throttling; clock skew; what endangers a cache's tokens
    error,   ///< calls that failed
};

/// The enumerator's name.
std::string_view to_string(log_level value) noexcept;

/// Takes one line, without time, level and line break.
using log_sink = std::function<void(log_level, std::string_view line)>;

/**
 * \brief Writes each line to a stream, with time (UTC) and level at its start.
 * \details For observers that share a stream: two sinks of it would write at the same time.
 * \param out  must outlive the sink and its copies; a mutex is held while one line is written. Not flushed.
 * \param time where the time comes from; null: the real clock.
 */
log_sink make_log_sink(std::ostream& out, std::shared_ptr<time_source> time = nullptr);

/**
 * \brief An observer that writes one line per event: its name, then `name=value` for each of its \ref
 * attributes.
 * \details Such as `retry_scheduled acs.operation=get_token ... acs.reason=retry_after acs.delay=2.000000`.
 * Values with spaces or odd characters are quoted and escaped, so a line is always one line. No secret, no
 * header, no body and no identity is ever in it. What is constant (`az.namespace`, protocol names) is left
 * out.
 * \param sink  gets the lines. Called from any thread, several at a time if the client has several threads;
 * it must not wait for the client. \param least lines of a lower level are not made.
 */
std::shared_ptr<const observer> make_log_observer(log_sink sink, log_level least = log_level::info);

/**
 * \brief The same, to a stream, with time (UTC) and level at each line's start.
 * \param out   must outlive the clients; a mutex is held while one line is written. Not flushed by this.
 * \param least lines of a lower level are not made.
 * \param time  where the time comes from; null: the real clock.
 */
std::shared_ptr<const observer> make_log_observer(
    std::ostream& out, log_level least = log_level::info, std::shared_ptr<time_source> time = nullptr);

} // namespace acs

#endif
