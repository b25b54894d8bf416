#ifndef ACS_PREFETCH_HPP
#define ACS_PREFETCH_HPP

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace acs {

/// How far token_cache::prefetch has come.
struct prefetch_progress
{
    std::size_t total = 0;  ///< identities asked for
    std::size_t ready = 0;  ///< of them, those with a usable token
    std::size_t failed = 0; ///< of them, those without one whose fetch failed for good
};

/// What token_cache::prefetch does differently. Every setter returns the object.
class prefetch_options
{
public:
    /// Called after each identity, on the cache's executor or the caller's; keep it short. What it throws is
    /// dropped.
    using progress_callback = std::function<void(const prefetch_progress&)>;

    prefetch_options() = default;

    /// As token_options::lifetime.
    prefetch_options& lifetime(std::chrono::minutes value)
    {
        lifetime_ = value;
        return *this;
    }
    const std::optional<std::chrono::minutes>& lifetime() const { return lifetime_; }

    prefetch_options& on_progress(progress_callback value)
    {
        on_progress_ = std::move(value);
        return *this;
    }
    const progress_callback& on_progress() const { return on_progress_; }

    /// Limit of the whole, measured from its start. Default: none.
    prefetch_options& deadline(std::chrono::nanoseconds value)
    {
        deadline_ = value;
        return *this;
    }
    const std::optional<std::chrono::nanoseconds>& deadline() const { return deadline_; }

    /// Also keeps the tokens fresh afterwards, as token_cache::keep_fresh. Default: no.
    prefetch_options& keep_fresh(bool value)
    {
        keep_fresh_ = value;
        return *this;
    }
    bool keep_fresh() const { return keep_fresh_; }

private:
    std::optional<std::chrono::minutes> lifetime_;
    progress_callback on_progress_;
    std::optional<std::chrono::nanoseconds> deadline_;
    bool keep_fresh_ = false;
};

} // namespace acs

#endif
