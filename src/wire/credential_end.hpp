#ifndef ACS_WIRE_CREDENTIAL_END_HPP
#define ACS_WIRE_CREDENTIAL_END_HPP

#include <acs/error.hpp>

#include <string>

namespace acs::wire {

// A credential's deadline passed, or it was stopped: deadline_exceeded and client_stopped in words that say
// so, for those of the codes are a call's and a client's.
error credential_end(errc code, std::string what = {});

// The same of an error that may have such words already. Those with another code stay as they are.
error credential_end(const error& why);

} // namespace acs::wire

#endif
