#ifndef EXAMPLES_TOKEN_SERVICE_REFRESH_ALLOWANCE_HPP
#define EXAMPLES_TOKEN_SERVICE_REFRESH_ALLOWANCE_HPP

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace token_service {

/// How often a user may have a new token issued: three times at once, and once more every 30 s. Each costs a
/// call out of the quota that all users share. Thread-safe.
class refresh_allowance
{
public:
    using clock = std::chrono::steady_clock;

    /// None if the user may; else how long to wait.
    std::optional<clock::duration> take(std::string_view user, clock::time_point now = clock::now());

private:
    void forget_unused(clock::time_point now);

    std::mutex mutex_;
    std::map<std::string, clock::time_point, std::less<>>
        full_again_; // when a user has the whole allowance again
    std::size_t look_through_at_ = 1024;
};

} // namespace token_service

#endif
