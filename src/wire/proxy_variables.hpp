#ifndef ACS_WIRE_PROXY_VARIABLES_HPP
#define ACS_WIRE_PROXY_VARIABLES_HPP

#include "wire/endpoint.hpp"
#include "wire/proxy.hpp"

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <functional>
#include <optional>
#include <string_view>

namespace acs::wire {

// The text of a variable of the environment, or null.
using variable_lookup = std::function<const char*(const char* name)>;

// Through which proxy the endpoint is reached; nothing if directly. `option` is a URL or empty ("none"); if
// there is one, the variables are not asked. Else HTTPS_PROXY, https_proxy, ALL_PROXY, all_proxy: the first
// that is not empty, unless NO_PROXY or no_proxy excludes the endpoint. Plain http stays on this machine and
// takes no proxy. Errors: invalid_proxy, which names the option or the variable.
result<std::optional<proxy>> choose_proxy(
    const std::optional<secret>& option, const variable_lookup& variable, const endpoint& target);

// Whether a list such as `localhost,.example.com,10.0.0.0/8,[::1]:8443` names the endpoint. Separators are
// commas and blanks. `*` is everything; a name, with or without a dot in front, the domain and what is below
// it; an address or block only addresses; a port limits the entry to it.
bool is_excluded(std::string_view list, const endpoint& target);

} // namespace acs::wire

#endif
