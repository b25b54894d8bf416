#ifndef ACS_PIPELINE_AUTHORISATION_HPP
#define ACS_PIPELINE_AUTHORISATION_HPP

#include "pipeline/request_writer.hpp"
#include "transport/deadline.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/credential.hpp>
#include <acs/error.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>

namespace acs::pipeline {

// How a call's attempts are authorised: by the token that the request brings, else by the client's
// credential.
class authorisation
{
public:
    // The reference must outlive it.
    authorisation(const wire::request& request, std::shared_ptr<credential> by);

    // False if add_to() needs preparation first.
    bool is_ready(wall_time now) const;
    // Why it could not be prepared. Errors: credential_failed, credential_unavailable, and the
    // ends of the call and of the credential.
    boost::asio::awaitable<std::optional<error>> prepare(transport::deadline& call) const;
    // The request's own headers, and what authorises it. Errors: credential_failed, invalid_argument.
    result<void> add_to(request_writer& writer) const;

    // After add_to() has failed: true if what prepare() got is gone, such as by the refusal of another call
    // that used it, and is worth getting again.
    bool was_lost(wall_time now);

    // What the service's refusal of a bearer token of the credential says, with what to do about it.
    error explained(const error& why, const request_writer& sent, const wire::response& answer) const;

    // After a 401: true if another attempt is worth while at once. Once in a call.
    bool refused(const request_writer& sent, const wire::response& answer);

private:
    const wire::request& request_;
    const std::shared_ptr<credential> by_; // null if the request brings its own token
    bool challenged_ = false;
    unsigned losses_ = 0;
};

} // namespace acs::pipeline

#endif
