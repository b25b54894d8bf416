#include "refresh_allowance.hpp"

#include <algorithm>

namespace token_service {

namespace {

constexpr std::chrono::seconds interval(30);
constexpr int at_once = 3;

} // namespace

std::optional<refresh_allowance::clock::duration> refresh_allowance::take(
    std::string_view user, clock::time_point now)
{
    const std::lock_guard lock(mutex_);
    auto found = full_again_.find(user);
    if (found == full_again_.end()) {
        forget_unused(now);
        found = full_again_.emplace(user, now).first;
    }
    const clock::time_point full = std::max(found->second, now);
    const clock::duration wait = full - now - (at_once - 1) * interval;
    if (wait > clock::duration::zero())
        return wait;
    found->second = full + interval;
    return std::nullopt;
}

void refresh_allowance::forget_unused(clock::time_point now)
{
    if (full_again_.size() < look_through_at_)
        return;
    std::erase_if(full_again_, [now](const auto& one) { return one.second <= now; });
    look_through_at_ = std::max<std::size_t>(1024, 2 * full_again_.size());
}

} // namespace token_service
