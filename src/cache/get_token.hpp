#ifndef ACS_CACHE_GET_TOKEN_HPP
#define ACS_CACHE_GET_TOKEN_HPP

#include "cache/entry_key.hpp"

#include <acs/access_token.hpp>
#include <acs/result.hpp>
#include <acs/token_options.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>

namespace acs::cache {

class core;

// What token_cache::get does when the cache has no token that it could give at once.
boost::asio::awaitable<result<access_token>> get_token(
    std::shared_ptr<core> cache, owned_key key, token_options options);

} // namespace acs::cache

#endif
