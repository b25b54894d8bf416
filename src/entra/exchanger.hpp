#ifndef ACS_ENTRA_EXCHANGER_HPP
#define ACS_ENTRA_EXCHANGER_HPP

#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>

namespace acs::entra {

// Sends requests to one host. Tests have one with a script instead of a network.
class exchanger
{
public:
    exchanger() = default;
    exchanger(const exchanger&) = delete;
    exchanger& operator=(const exchanger&) = delete;
    virtual ~exchanger() = default;

    // The answer with the request's success status, after retries, or an error. Whoever calls it keeps the
    // exchanger until the coroutine has ended. The error of a request without a `read_error` of its own is
    // read as Entra writes errors.
    virtual boost::asio::awaitable<result<wire::response>> send(wire::request request) = 0;
};

} // namespace acs::entra

#endif
