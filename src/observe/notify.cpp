#include "observe/notify.hpp"

#include <atomic>
#include <utility>

namespace acs {

namespace {

std::atomic<std::uint64_t> swallowed{0};

} // namespace

std::uint64_t observer_exceptions() noexcept
{
    return swallowed.load(std::memory_order_relaxed);
}

void observe::swallow(
    const std::function<void(std::exception_ptr)>& callback_threw, std::exception_ptr thrown) noexcept
{
    swallowed.fetch_add(1, std::memory_order_relaxed);
    try {
        if (callback_threw)
            callback_threw(std::move(thrown));
    } catch (...) { // nobody is left to tell
    }
}

} // namespace acs
