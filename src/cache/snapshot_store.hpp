#ifndef ACS_CACHE_SNAPSHOT_STORE_HPP
#define ACS_CACHE_SNAPSHOT_STORE_HPP

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <cstddef>
#include <string>

namespace acs::cache {

class core;

// token_cache::save_snapshot and load_snapshot.
result<std::size_t> save_snapshot(core& cache, const std::string& path, const secret& key);
result<std::size_t> load_snapshot(core& cache, const std::string& path, const secret& key);

} // namespace acs::cache

#endif
