#include <acs/error.hpp>
#include <acs/result.hpp>

#include "wire/advice.hpp"

#include <boost/throw_exception.hpp>
#include <ostream>
#include <string>
#include <utility>

namespace acs {

error::error(errc code, error_details details)
    : code_(code), details_(std::make_shared<const error_details>(std::move(details)))
{}

const error_details& error::details() const noexcept
{
    static const error_details none;
    return details_ ? *details_ : none;
}

std::string error::message() const
{
    const error_details& more = details();
    std::string text;
    const auto append = [&text](std::string_view separator, std::string_view part) {
        if (part.empty())
            return;
        text.append(separator);
        for (const char c : part) // the service's words may hold anything; a log has lines
            text += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    };
    append("", more.summary.empty() ? code_.message() : more.summary);
    append(": ", more.what);
    if (more.http_status != 0)
        append("; HTTP status ", std::to_string(more.http_status));
    // What a credential met at its token source must not read as if it were the words of ACS.
    const bool of_service = *this != errc::credential_failed && *this != errc::credential_unavailable;
    append(of_service ? "; service code " : "; its code ", more.service.code);
    append(of_service ? "; service message: " : "; its message: ", more.service.message);
    append("; target ", more.service.target);
    if (const std::string cause = more.cause ? more.cause.message() : std::string();
        more.what.find(cause) == std::string::npos)
        append("; cause: ", cause);
    if (more.attempts > 1)
        append("; attempts ", std::to_string(more.attempts));
    append("; request id ", more.request_id);
    append(". Next: ", more.next.empty() ? wire::advice_of(static_cast<errc>(code_.value())) : more.next);
    return text;
}

std::ostream& operator<<(std::ostream& out, const error& value)
{
    return out << value.message();
}

request_failed::request_failed(acs::error why)
    : boost::system::system_error(why.code()), error_(std::move(why)), what_(error_.message())
{}

request_failed::request_failed(const request_failed&) = default;
request_failed& request_failed::operator=(const request_failed&) = default;
request_failed::~request_failed() = default;

const char* request_failed::what() const noexcept
{
    return what_.c_str();
}

void throw_exception_from_error(const error& why, const boost::source_location& where)
{
    boost::throw_exception(request_failed(why), where);
}

} // namespace acs
