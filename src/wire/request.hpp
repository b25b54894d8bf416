#ifndef ACS_WIRE_REQUEST_HPP
#define ACS_WIRE_REQUEST_HPP

#include "wire/wiping_string.hpp"

#include <acs/error.hpp>
#include <acs/operation.hpp>
#include <acs/secret.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acs::wire {

struct request;
struct response;

// A header that a request carries beside those of every request.
struct request_header
{
    std::string_view name; // a literal
    secret value;
};

// What an answer without a success status means. The secrets must not show up in the error's text.
using error_reader =
    error (*)(const request&, const response&, wall_time now, std::span<const std::string_view> secrets);

// One request, before it is authorised.
struct request
{
    acs::operation operation{};
    // A literal, if this is no operation of the identity service: what observers are told of the path.
    std::string_view url_template;
    std::string_view method; // a literal
    std::string target;      // path and query, percent-encoded
    wiping_string body;
    std::string_view content_type = "application/json"; // a literal; of a body that isn't empty
    std::vector<request_header> headers;
    secret bearer; // if not empty: authorises the request instead of the client's credential
    int success_status = 200;
    int other_success_status = 0;      // 0: there is only one
    std::vector<int> also_transient;   // further statuses after which it is worth another attempt
    error_reader read_error = nullptr; // null: as the identity service writes errors
    bool repeatable = true;            // executing it twice does no harm
    secret token_in_body;              // must not show up in an error's text
    std::optional<std::chrono::minutes> token_lifetime; // of the token that is asked for, if we may choose it
};

} // namespace acs::wire

#endif
