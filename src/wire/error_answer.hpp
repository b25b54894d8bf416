#ifndef ACS_WIRE_ERROR_ANSWER_HPP
#define ACS_WIRE_ERROR_ANSWER_HPP

#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/error.hpp>
#include <acs/time_source.hpp>

#include <span>
#include <string_view>

namespace acs::wire {

// True for a body that is a web page, as proxies and gateways send them.
bool is_html(const response& answer);

// Makes the error of an answer that doesn't have the request's success status. The body may be an error
// envelope or anything else; the status is kept in any case. `now` is this machine's time, compared with the
// answer's Date on a 401. A service may repeat in its message what it was sent: `secrets` are replaced by
// REDACTED.
error make_service_error(
    const request& sent, const response& answer, wall_time now, std::span<const std::string_view> secrets);

} // namespace acs::wire

#endif
