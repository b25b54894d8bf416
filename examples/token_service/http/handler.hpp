#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_HANDLER_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_HANDLER_HPP

#include "http_answer.hpp"
#include "http_request.hpp"

#include <boost/asio/awaitable.hpp>

namespace token_service {

/// Answers requests; called by the connections, on the threads of all of them at a time.
class handler
{
public:
    handler() = default;
    handler(const handler&) = delete;
    handler& operator=(const handler&) = delete;
    virtual ~handler() = default;

    /// The answer, if it needs no waiting: most do not, and cost no coroutine. False, with `answer`
    /// untouched, if it does.
    virtual bool answer_at_once(const http_request& request, http_answer& answer) = 0;

    /// The answer to a request that has to wait. The request stays where it is until then.
    virtual boost::asio::awaitable<http_answer> answer(const http_request& request) = 0;
};

} // namespace token_service

#endif
