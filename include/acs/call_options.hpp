#ifndef ACS_CALL_OPTIONS_HPP
#define ACS_CALL_OPTIONS_HPP

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace acs {

/**
 * \brief What one call does differently from the client's options. Every setter returns the object:
 * `client.create_user(acs::call_options().deadline(5s))`.
 */
class call_options
{
public:
    using duration = std::chrono::nanoseconds;

    call_options() = default;

    /// Limit of this call, measured from its start.
    call_options& deadline(duration value)
    {
        deadline_ = value;
        return *this;
    }
    const std::optional<duration>& deadline() const { return deadline_; }
    /// The call's `x-ms-client-request-id`, visible characters only; the default is a random UUID.
    call_options& request_id(std::string value)
    {
        request_id_ = std::move(value);
        return *this;
    }
    const std::string& request_id() const { return request_id_; }
    /// How often a failed attempt is repeated; 0: never.
    call_options& max_retries(unsigned value)
    {
        max_retries_ = value;
        return *this;
    }
    const std::optional<unsigned>& max_retries() const { return max_retries_; }

private:
    std::optional<duration> deadline_;
    std::string request_id_;
    std::optional<unsigned> max_retries_;
};

} // namespace acs

#endif
