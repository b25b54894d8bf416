#ifndef ACS_WIRE_SERVICE_REQUEST_ID_HPP
#define ACS_WIRE_SERVICE_REQUEST_ID_HPP

#include "wire/response.hpp"

#include <string_view>

namespace acs::wire {

// The service's own name of the request it answered: x-ms-request-id as in other Azure services, else MS-CV,
// which ACS sends. Empty if there is none, or none that is short and visible: it goes into logs, and whatever
// answers must not get a token in there by sending it back.
std::string_view service_request_id(const response& answer);

} // namespace acs::wire

#endif
