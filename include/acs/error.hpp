#ifndef ACS_ERROR_HPP
#define ACS_ERROR_HPP

#include <acs/errc.hpp>
#include <acs/service_error.hpp>

#include <boost/system/error_code.hpp>
#include <chrono>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace acs {

/// What an \ref error knows beside its code. Filled in by the library.
struct error_details
{
    std::string what;                                     ///< what happened, in a sentence
    int http_status = 0;                                  ///< 0 if there was no answer
    service_error service;                                ///< the service's words
    std::string request_id;                               ///< `x-ms-client-request-id` of the call
    unsigned attempts = 0;                                ///< requests that were begun
    std::optional<std::chrono::milliseconds> retry_after; ///< what the service asked to wait
    boost::system::error_code cause;                      ///< of the system, the resolver or TLS
    std::string summary; ///< instead of the code's own words, if they don't say whose doing it was
    std::string next;    ///< what to do next, if more is known of that than the code tells
};

/**
 * \brief Why a call failed: a code to branch on, and all that is known for a person to read.
 * \details Cheap to copy: an immutable value behind a shared pointer. Its texts never contain a secret.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class error
{
public:
    /// No error.
    error() noexcept = default;
    /// An error with nothing but its code.
    error(errc code) : code_(code) {}
    /// An error with all its details.
    error(errc code, error_details details);

    /// What went wrong; compare with \ref errc.
    boost::system::error_code code() const noexcept { return code_; }
    /// The HTTP status of the last answer, 0 if there was none.
    int http_status() const noexcept { return details().http_status; }
    /// The service's code, message, target, details and inner error; empty if it said nothing.
    const service_error& service() const noexcept { return details().service; }
    /// The call's `x-ms-client-request-id`: what Microsoft's support asks for.
    const std::string& request_id() const noexcept { return details().request_id; }
    /// How many requests the call began, retries included.
    unsigned attempts() const noexcept { return details().attempts; }
    /// How long the service asked to wait before the next request, if it did.
    std::optional<std::chrono::milliseconds> retry_after() const noexcept { return details().retry_after; }
    /// The system's, resolver's or TLS library's code behind this error, if there is one.
    boost::system::error_code cause() const noexcept { return details().cause; }

    /// What happened and what to do next, in one line; never a secret.
    std::string message() const;
    /// All details.
    const error_details& details() const noexcept;

    friend bool operator==(const error& a, errc b) noexcept { return a.code_ == make_error_code(b); }
    friend std::ostream& operator<<(std::ostream& out, const error& value);

private:
    boost::system::error_code code_;
    std::shared_ptr<const error_details> details_;
};

} // namespace acs

#endif
