#ifndef ACS_RAW_RESPONSE_HPP
#define ACS_RAW_RESPONSE_HPP

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs {

/**
 * \brief An answer of the service as it came, but for its body, which holds the token. See
 * \ref call_options::on_response.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class raw_response
{
public:
    /// Name and value.
    using header = std::pair<std::string, std::string>;

    /// No answer.
    raw_response() = default;
    /// For tests of what is given to \ref call_options::on_response.
    raw_response(int status, std::vector<header> headers, std::string request_id)
        : status_(status), headers_(std::move(headers)), request_id_(std::move(request_id))
    {}

    /// The HTTP status.
    int status() const noexcept { return status_; }
    /// The headers in the answer's order, names as the service wrote them.
    const std::vector<header>& headers() const noexcept { return headers_; }
    /// The value of the first header of this name, whatever the case: valid as long as this object is.
    std::optional<std::string_view> find(std::string_view name) const noexcept;
    /// The call's `x-ms-client-request-id`: what Microsoft's support asks for. The same as
    /// error::request_id().
    const std::string& request_id() const noexcept { return request_id_; }

private:
    int status_ = 0;
    std::vector<header> headers_;
    std::string request_id_;
};

} // namespace acs

#endif
