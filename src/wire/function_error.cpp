#include "wire/function_error.hpp"

#include <string>
#include <utility>

namespace acs::wire {

error function_error(std::string_view function, const error& why)
{
    error_details details = why.details();
    if (!details.what.empty() || !details.summary.empty())
        return why;
    const std::string_view name = to_string(static_cast<errc>(why.code().value()));
    details.what.append(function).append(" gave ");
    if (name.empty())
        details.what.append("an error");
    else
        details.what.append("the error ").append(name);
    if (details.service.message.empty())
        details.what.append(", without text");
    return {static_cast<errc>(why.code().value()), std::move(details)};
}

error foreign_error(std::string_view function, const error& why)
{
    error said = function_error(function, why);
    if (said != errc::canceled && said != errc::client_stopped && said != errc::deadline_exceeded)
        return said;
    error_details details = said.details();
    // These words would be of this library's call.
    details.summary.clear();
    details.next.clear();
    return {errc::credential_failed, std::move(details)};
}

} // namespace acs::wire
