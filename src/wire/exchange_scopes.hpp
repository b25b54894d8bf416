#ifndef ACS_WIRE_EXCHANGE_SCOPES_HPP
#define ACS_WIRE_EXCHANGE_SCOPES_HPP

#include "wire/request.hpp"

#include <acs/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace acs::wire {

// Makes the request that exchanges an Entra token.
using exchange_request = request (*)(std::string_view entra_token);

// The one for a token of these scopes: they decide path and api-version. They must all be of one kind and one
// cloud. Error: invalid_argument.
result<exchange_request> exchange_for_scopes(const std::vector<std::string>& scopes);

} // namespace acs::wire

#endif
