#ifndef ACS_WIRE_RESPONSE_HPP
#define ACS_WIRE_RESPONSE_HPP

#include "wire/header_list.hpp"
#include "wire/wiping_string.hpp"

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

    // The first header of this name, whatever the case.
    std::optional<std::string_view> find(std::string_view name) const { return headers.find(name); }
};

} // namespace acs::wire

#endif
