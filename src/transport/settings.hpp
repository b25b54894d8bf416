#ifndef ACS_TRANSPORT_SETTINGS_HPP
#define ACS_TRANSPORT_SETTINGS_HPP

#include "wire/endpoint.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace acs::transport {

// What the transport takes from the client's options, under the same names.
struct settings
{
    wire::endpoint endpoint;
    std::string ca_file;
    std::chrono::nanoseconds connect_timeout{};
    std::chrono::nanoseconds handshake_timeout{};
    std::chrono::nanoseconds response_timeout{};
    std::size_t max_connections = 1;
    std::chrono::nanoseconds idle_timeout{};
    std::size_t max_response_head = 0;
    std::size_t max_response_body = 0;
};

} // namespace acs::transport

#endif
