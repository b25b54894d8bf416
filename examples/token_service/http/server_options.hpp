#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_SERVER_OPTIONS_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_SERVER_OPTIONS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace token_service {

/// Where an \ref http_server listens, and what it bears from its clients.
struct server_options
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443; ///< 0: any
    std::size_t max_connections = 10'000;
    std::chrono::milliseconds idle{60'000};         ///< between two requests
    std::chrono::milliseconds request_time{10'000}; ///< for a request to come, head and body, and for an
                                                    ///< answer to be taken
    std::chrono::milliseconds handshake_time{10'000};
    std::uint32_t max_head = 8 * 1024;
    std::uint64_t max_body = 4 * 1024;
};

} // namespace token_service

#endif
