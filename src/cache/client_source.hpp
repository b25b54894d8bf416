#ifndef ACS_CACHE_CLIENT_SOURCE_HPP
#define ACS_CACHE_CLIENT_SOURCE_HPP

#include <acs/client_options.hpp>
#include <acs/identity_client.hpp>
#include <acs/token_cache_options.hpp>
#include <acs/token_request.hpp>

#include <memory>

namespace acs::cache {

// The client's operations as a token source.
token_source source_of(const std::shared_ptr<identity_client>& client);

// Puts the client's options in place of those that were not given.
void complete(token_cache_options& options, const client_options& client);

} // namespace acs::cache

#endif
