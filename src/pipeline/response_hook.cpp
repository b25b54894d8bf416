#include "pipeline/response_hook.hpp"

#include "observe/notify.hpp"

#include <exception>
#include <utility>
#include <vector>

namespace acs::pipeline {

void response_hook::answered(const wire::response& answer, const std::string& request_id)
{
    if (!callback_)
        return;
    std::vector<raw_response::header> headers;
    headers.reserve(answer.headers.size());
    for (const auto& [name, value] : answer.headers)
        headers.emplace_back(name, value);
    last_.emplace(answer.status, std::move(headers), request_id);
}

void response_hook::tell() noexcept
{
    // Only once, should the call's end fail on its way and be tried again.
    const std::optional<raw_response> last = std::exchange(last_, std::nullopt);
    if (!last)
        return;
    try {
        callback_(*last);
    } catch (...) {
        observe::swallow(
            to_ ? to_->callback_threw : std::function<void(std::exception_ptr)>(), std::current_exception());
    }
}

} // namespace acs::pipeline
