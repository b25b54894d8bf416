#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_SERVER_COUNTS_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_SERVER_COUNTS_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace token_service {

/// What the threads of a server count together.
struct server_counts
{
    std::atomic<std::size_t> open{0};      ///< connections
    std::atomic<std::uint64_t> refused{0}; ///< requests, for there were too many connections
};

} // namespace token_service

#endif
