#ifndef ACS_PIPELINE_REQUEST_WRITER_HPP
#define ACS_PIPELINE_REQUEST_WRITER_HPP

#include "wire/request.hpp"
#include "wire/wiping_string.hpp"

#include <acs/credential.hpp>

#include <string_view>

namespace acs::pipeline {

// Writes one attempt's request, head and body in one buffer, and lets the credential add its headers.
class request_writer final : public outgoing_request
{
public:
    // What all requests of a client have in common.
    struct common_headers
    {
        std::string host;
        std::string user_agent;
    };

    request_writer(
        const wire::request& request, const common_headers& common, std::string_view request_id,
        wall_time now);

    std::string_view method() const noexcept override { return request_.method; }
    std::string_view target() const noexcept override { return request_.target; }
    std::string_view host() const noexcept override { return common_.host; }
    std::string_view body() const noexcept override { return request_.body; }
    wall_time now() const noexcept override { return now_; }
    bool add_header(std::string_view name, std::string_view value) override;

    // Adds the Authorization header of a bearer token. False as above.
    bool add_bearer(std::string_view token);

    // Ends the head, adds the body. \return the bytes for the wire.
    std::string_view finish();

    // The value of the Authorization header, empty if there is none.
    std::string_view authorization() const;

    // True if a date was signed: a wrong clock makes the service refuse it.
    bool is_dated() const { return dated_; }

    // The secret part of that value: the token, or the signature.
    std::string_view authorization_secret() const;

private:
    const wire::request& request_;
    const common_headers& common_;
    wall_time now_;
    wire::wiping_string text_;
    std::size_t authorization_at_ = 0;
    std::size_t authorization_size_ = 0;
    bool dated_ = false;
};

} // namespace acs::pipeline

#endif
