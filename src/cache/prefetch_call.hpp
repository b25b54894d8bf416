#ifndef ACS_CACHE_PREFETCH_CALL_HPP
#define ACS_CACHE_PREFETCH_CALL_HPP

#include <acs/identifier.hpp>
#include <acs/prefetch.hpp>
#include <acs/result.hpp>
#include <acs/scope.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <vector>

namespace acs::cache {

class core;

// token_cache::prefetch.
boost::asio::awaitable<result<prefetch_progress>> prefetch(
    std::shared_ptr<core> cache, std::vector<communication_user> users, scope_set scopes,
    prefetch_options options);

} // namespace acs::cache

#endif
