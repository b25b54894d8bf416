#ifndef ACS_PIPELINE_RESPONSE_HOOK_HPP
#define ACS_PIPELINE_RESPONSE_HOOK_HPP

#include "wire/response.hpp"

#include <acs/call_options.hpp>
#include <acs/observer.hpp>
#include <acs/raw_response.hpp>

#include <functional>
#include <optional>
#include <string>

namespace acs::pipeline {

// Shows a call's final answer to call_options::on_response, if somebody listens.
class response_hook
{
public:
    // The observer, which is told of what the callback throws, may be null and must outlive it.
    response_hook(const call_options& options, const observer* to) : callback_(options.on_response()), to_(to)
    {}

    // The answers so far were not the final one.
    void attempt_started() { last_.reset(); }
    void answered(const wire::response& answer, const std::string& request_id);
    // The call's end.
    void tell() noexcept;

private:
    const std::function<void(const raw_response&)> callback_;
    const observer* const to_;
    std::optional<raw_response> last_;
};

} // namespace acs::pipeline

#endif
