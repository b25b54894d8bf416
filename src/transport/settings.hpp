#ifndef ACS_TRANSPORT_SETTINGS_HPP
#define ACS_TRANSPORT_SETTINGS_HPP

#include "transport/failure.hpp"
#include "wire/endpoint.hpp"
#include "wire/proxy.hpp"

#include <acs/observer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
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
    std::optional<wire::proxy> proxy;
    std::optional<failure> broken; // why there can be no connection, such as a proxy that can't be used
    std::shared_ptr<const acs::observer> observer;
};

} // namespace acs::transport

#endif
