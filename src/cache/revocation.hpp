#ifndef ACS_CACHE_REVOCATION_HPP
#define ACS_CACHE_REVOCATION_HPP

#include "cache/completion.hpp"

namespace acs::cache {

// An identity's tokens are being revoked. There may be several such calls at a time; the last one ends it.
struct revocation
{
    unsigned calls = 0; // guarded by the shard's lock
    completion ended;
};

} // namespace acs::cache

#endif
