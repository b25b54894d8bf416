#ifndef ACS_CACHE_CORE_SETTINGS_HPP
#define ACS_CACHE_CORE_SETTINGS_HPP

#include <acs/cache_observer.hpp>
#include <acs/operation.hpp>
#include <acs/quota.hpp>
#include <acs/time_source.hpp>
#include <acs/token_cache_options.hpp>
#include <acs/token_request.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace acs::cache {

// A cache's options with the defaults filled in.
struct core_settings
{
    boost::asio::any_io_executor executor;
    token_source source;
    acs::quota quota;
    acs::operation operation = acs::operation::get_token;
    std::size_t max_entries = 0;
    std::size_t max_bytes = 0;
    std::chrono::nanoseconds deadline{};
    std::size_t max_renewals = 0;
    std::chrono::nanoseconds default_lifetime{};
    std::string resource;
    std::shared_ptr<time_source> time;
    std::shared_ptr<const cache_observer> observer;
    std::function<double()> jitter; // may be empty
    std::uint64_t seed = 0;
};

// Throws std::invalid_argument if the source has no fetch function.
core_settings make_settings(
    boost::asio::any_io_executor executor, token_source source, const token_cache_options& options);

} // namespace acs::cache

#endif
