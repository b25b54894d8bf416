#ifndef ACS_CACHE_STOP_CALL_HPP
#define ACS_CACHE_STOP_CALL_HPP

#include <boost/asio/awaitable.hpp>
#include <memory>

namespace acs::cache {

class core;

// token_cache::stop. Null stands for a cache that was moved from.
boost::asio::awaitable<void> stop(std::shared_ptr<core> cache);

} // namespace acs::cache

#endif
