#ifndef ACS_CACHE_TOKEN_FETCH_HPP
#define ACS_CACHE_TOKEN_FETCH_HPP

#include "cache/token_flight.hpp"
#include "wire/issued_token.hpp"

#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace acs::cache {

// Gets a token. `claims`: what the service asked for, as JSON; mostly empty. An ordinary function or a lambda
// that calls a coroutine function. What it throws counts as errc::credential_failed.
using token_fetcher = std::function<boost::asio::awaitable<result<wire::issued_token>>(std::string claims)>;

// Runs the fetch function as a coroutine on the strand of `run`, the flight's; not if the flight has landed
// by then. `land` is told what came of it: its result, deadline_exceeded, or client_stopped if its context is
// destroyed. Only the first time counts, more may follow: the function may ignore being cancelled, and nobody
// waits for that.
void start_fetch(
    const std::shared_ptr<token_flight>& begun, std::shared_ptr<token_run> run, token_fetcher fetch,
    std::chrono::nanoseconds deadline, std::function<void(result<wire::issued_token>)> land);

// Cancels the coroutine, terminally. From any thread.
void cancel_fetch(const std::shared_ptr<token_flight>& unwanted) noexcept;

} // namespace acs::cache

#endif
