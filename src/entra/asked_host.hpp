#ifndef ACS_ENTRA_ASKED_HOST_HPP
#define ACS_ENTRA_ASKED_HOST_HPP

#include <acs/error.hpp>

#include <string>

namespace acs::entra {

// Who is asked for tokens, for the texts of errors: those of the codes are about the identity service.
struct asked_host
{
    std::string name;     // such as `Entra ID (https://login.microsoftonline.com)`
    std::string setting;  // where its address comes from
    bool proxied = false; // a proxy may be between

    // What a request to it came to, in words of its own and with what to do next. The code stays.
    error failed(const error& why) const;
};

} // namespace acs::entra

#endif
