#include "entra/coroutine_source.hpp"

#include "wire/function_error.hpp"
#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

coroutine_source::coroutine_source(function from, bool takes_requests)
    : from_(std::move(from)), takes_requests_(takes_requests)
{}

boost::asio::awaitable<result<wire::issued_token>> coroutine_source::fetch(entra_token_request request)
{
    if (!from_)
        co_return wire::make_error(errc::credential_unavailable, "it has no token source");
    if (!takes_requests_ && request.scopes() != entra_token_request().scopes()) {
        error_details details;
        details.what = "its function takes no request, so it only gets tokens for the identity service";
        details.next = "give it a function that takes an acs::entra_token_request";
        co_return error(errc::credential_failed, std::move(details));
    }
    auto yielded = co_await from_(std::move(request));
    if (!yielded)
        co_return wire::foreign_error("its function", yielded.error());
    if (yielded->empty())
        co_return wire::make_error(errc::credential_failed, "the token source yielded no token");
    wire::issued_token issued;
    issued.token = std::move(*yielded);
    co_return issued;
}

} // namespace acs::entra
