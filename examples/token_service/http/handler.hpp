#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_HANDLER_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_HANDLER_HPP

#include "http_answer.hpp"
#include "http_request.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>

namespace token_service {

/// Answers requests; called by the connections, on the threads of all of them at a time.
class handler
{
public:
    handler() = default;
    handler(const handler&) = delete;
    handler& operator=(const handler&) = delete;
    virtual ~handler() = default;

    /// Fills in `at_once` if the answer needs no waiting: most do not, and cost no coroutine. Otherwise gives
    /// a coroutine that makes the answer; it runs on the connection's executor.
    virtual std::optional<boost::asio::awaitable<http_answer>> answer(
        const http_request& request, http_answer& at_once) = 0;
};

} // namespace token_service

#endif
