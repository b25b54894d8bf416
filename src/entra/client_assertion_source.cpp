#include "entra/client_assertion_source.hpp"

#include "wire/function_error.hpp"
#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

client_assertion_source::client_assertion_source(
    const surroundings& where, std::string tenant_id, std::string client_id, assertion_function assertion)
    : assertion_source(token_endpoint(where, std::move(tenant_id), std::move(client_id))),
      assertion_(std::move(assertion))
{}

boost::asio::awaitable<result<secret>> client_assertion_source::make_assertion()
{
    if (!assertion_)
        co_return wire::make_error(errc::credential_unavailable, "there is no function for assertions");
    const auto given = co_await assertion_();
    if (!given)
        co_return wire::foreign_error("its function", given.error());
    co_return given;
}

} // namespace acs::entra
