#ifndef ACS_CACHE_FETCH_RUNNER_HPP
#define ACS_CACHE_FETCH_RUNNER_HPP

#include "cache/flight.hpp"
#include "cache/flight_board.hpp"

#include <acs/access_token.hpp>
#include <acs/result.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>

namespace acs::cache {

class core;

// Calls the fetch function, and sees to what comes of it: the entry, the breaker, the statistics, the
// observer. Thread-safe.
class fetch_runner
{
public:
    explicit fetch_runner(core& owner) : owner_(owner) {}

    // Starts the call, on the cache's executor.
    void launch(std::shared_ptr<flight> begun);

private:
    static boost::asio::awaitable<void> fly(std::shared_ptr<core> owner, std::shared_ptr<flight> begun);
    void land(flight& landed, result<access_token> fetched);
    void count(const flight_board::landing& came);
    void tell(const flight& landed, const flight_board::landing& came, boot_time now);

    core& owner_;
};

} // namespace acs::cache

#endif
