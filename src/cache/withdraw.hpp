#ifndef ACS_CACHE_WITHDRAW_HPP
#define ACS_CACHE_WITHDRAW_HPP

#include <acs/call_options.hpp>
#include <acs/identifier.hpp>
#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>

namespace acs::cache {

class core;

// token_cache::revoke and remove: the service's operation, and what it means for the cache.
enum class withdrawal : bool
{
    revoke,
    remove,
};
boost::asio::awaitable<result<void>> withdraw(
    std::shared_ptr<core> cache, withdrawal how, communication_user user, call_options options);

} // namespace acs::cache

#endif
