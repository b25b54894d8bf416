#ifndef ACS_WIRE_RESPONSE_HPP
#define ACS_WIRE_RESPONSE_HPP

#include "wire/header_list.hpp"
#include "wire/wiping_string.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace acs::wire {

// One complete answer.
struct response
{
    int status = 0;
    header_list headers;
    wiping_string body;

    // Of the call that it ends, for errors that are found in the body later.
    std::string request_id;
    unsigned attempts = 0;

    // A moment by this machine's clocks, and what the civil one lacked by the client's knowledge.
    struct moment
    {
        boot_time boot = boot_time::min();
        wall_time utc{};
        std::chrono::nanoseconds correction{};
    };

    // When its request was about to be written, and the request's lifetime: a token's life is counted from
    // there. With these defaults it is over.
    moment asked;
    std::optional<std::chrono::minutes> token_lifetime;

    // The first header of this name, whatever the case.
    std::optional<std::string_view> find(std::string_view name) const { return headers.find(name); }
};

} // namespace acs::wire

#endif
