#include "entra/coroutine_source.hpp"

#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

coroutine_source::coroutine_source(function from) : from_(std::move(from)) {}

boost::asio::awaitable<result<wire::issued_token>> coroutine_source::fetch(entra_token_request request)
{
    if (!from_)
        co_return wire::make_error(errc::credential_unavailable, "it has no token source");
    auto yielded = co_await from_(std::move(request));
    if (!yielded)
        co_return yielded.error();
    if (yielded->empty())
        co_return wire::make_error(errc::credential_failed, "the token source yielded no token");
    wire::issued_token issued;
    issued.token = std::move(*yielded);
    co_return issued;
}

} // namespace acs::entra
