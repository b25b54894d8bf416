#include "cache/core_settings.hpp"

#include "pipeline/random.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace acs::cache {

core_settings make_settings(
    boost::asio::any_io_executor executor, token_source source, const token_cache_options& options)
{
    if (!source.fetch)
        throw std::invalid_argument("acs::token_cache: the token source has no fetch function");
    core_settings made;
    made.executor = std::move(executor);
    made.source = std::move(source);
    made.quota = options.quota() ? *options.quota() : quota::published();
    made.operation = options.operation();
    made.max_entries = options.max_entries();
    made.max_bytes = options.max_bytes();
    made.deadline = options.deadline();
    made.max_renewals = std::max<std::size_t>(options.max_renewals(), 1);
    made.default_lifetime = options.default_lifetime();
    made.resource = options.resource();
    made.time = options.time() ? options.time() : time_source::system();
    made.observer = options.observer();
    made.jitter = options.jitter();
    made.seed = options.seed() ? *options.seed()
                               : static_cast<std::uint64_t>(pipeline::random_fraction() * 9007199254740992.0);
    return made;
}

} // namespace acs::cache
