#include "wire/credential_end.hpp"

#include "wire/make_error.hpp"

#include <utility>

namespace acs::wire {

error credential_end(errc code, std::string what)
{
    return credential_end(make_error(code, std::move(what)));
}

error credential_end(const error& why)
{
    const bool late = why == errc::deadline_exceeded;
    if (!late && !(why == errc::client_stopped))
        return why;
    error_details details = why.details();
    if (details.summary.empty())
        details.summary = late ? "the credential's deadline passed" : "the credential was stopped";
    if (details.next.empty())
        details.next =
            late ? "see why the token source does not answer, or give the credential a longer deadline if "
                   "it has options"
                 : "keep the credential while it is in use";
    return {static_cast<errc>(why.code().value()), std::move(details)};
}

} // namespace acs::wire
