#ifndef BENCHMARKS_SERVICE_SEEDING_SEEDING_HPP
#define BENCHMARKS_SERVICE_SEEDING_SEEDING_HPP

#include "service/seeding/seed_options.hpp"
#include "service/seeding/shifted_clock.hpp"

#include <acs/identity.hpp>
#include <acs/token_cache.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

/// Makes what a token service has that has served many users for hours: identities, tokens issued all along,
/// a snapshot of its cache, and the table of its users. The emulator's clock and this program's are set back
/// and moved on in steps meanwhile; in the end both are right.
class seeding
{
public:
    explicit seeding(const seed_options& options);

    void run();
    /// One line of JSON.
    std::string report() const;

private:
    static boost::asio::awaitable<void> create(seeding* shared);

    void set_clocks(double hours_behind);
    void create_until(std::size_t count);
    void use_all();
    void remember_users();
    void save() const;
    std::string user(std::size_t number) const;

    const seed_options options_;
    const std::string endpoint_;
    // The client's limits want a boot clock that is not before the machine's start.
    const std::shared_ptr<shifted_clock> client_clock_ =
        std::make_shared<shifted_clock>(shifted_clock::what::civil_clock);
    const std::shared_ptr<shifted_clock> cache_clock_ =
        std::make_shared<shifted_clock>(shifted_clock::what::both_clocks);
    std::chrono::nanoseconds behind_{};
    boost::asio::io_context context_{1};
    boost::asio::io_context never_run_{1}; // the cache's: it plans, and does nothing of it
    acs::identity_client client_;
    mutable acs::token_cache cache_;
    std::vector<std::string> identities_;
    std::size_t begun_ = 0;
    std::size_t until_ = 0;
    std::size_t token_bytes_ = 0;
    double seconds_ = 0;
};

#endif
