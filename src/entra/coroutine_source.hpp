#ifndef ACS_ENTRA_COROUTINE_SOURCE_HPP
#define ACS_ENTRA_COROUTINE_SOURCE_HPP

#include "entra/source.hpp"

#include <acs/access_token.hpp>

#include <functional>

namespace acs::entra {

// A coroutine of the user's.
class coroutine_source final : public source
{
public:
    using function = std::function<boost::asio::awaitable<result<access_token>>(entra_token_request)>;

    // `takes_requests`: else it only knows the identity service's scope.
    explicit coroutine_source(function from, bool takes_requests = true);

    std::string_view name() const noexcept override { return "BearerCredential"; }
    bool takes_requests() const noexcept override { return takes_requests_; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    const function from_;
    const bool takes_requests_;
};

} // namespace acs::entra

#endif
