#ifndef ACS_CACHE_RENEWAL_RULE_HPP
#define ACS_CACHE_RENEWAL_RULE_HPP

#include <acs/time_source.hpp>

#include <chrono>
#include <optional>

namespace acs::cache {

// When a token that was asked for at `asked` and can be used until `until` is renewed ahead of its end.
// `refresh_in`: what its issuer says of it, if it says so. `random` is from [0, 1). Not before `asked`.
using renewal_rule = boot_time (*)(
    boot_time asked, boot_time until, std::optional<std::chrono::nanoseconds> refresh_in, double random);

// As the entries of the token cache: between 0.70 and 0.85 of the life, drawn once; when the issuer says, if
// it says so, and up to a minute later, so that many processes that started together don't ask together.
// Never sooner than in 30 s, unless the life is so short.
boot_time renewed_by_life(
    boot_time asked, boot_time until, std::optional<std::chrono::nanoseconds> refresh_in, double random);

// As the refreshing credentials of the official SDKs: 10 minutes before the end; if the token lives no longer
// than that, which it also does when the issuer gave out the same again, in the middle of what is left, but
// not sooner than in 1 s. Up to a tenth of that time later, drawn with `random`. `refresh_in` doesn't count.
boot_time renewed_before_end(
    boot_time asked, boot_time until, std::optional<std::chrono::nanoseconds> refresh_in, double random);

} // namespace acs::cache

#endif
