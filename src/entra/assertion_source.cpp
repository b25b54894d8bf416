#include "entra/assertion_source.hpp"

#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

assertion_source::assertion_source(token_endpoint endpoint, std::optional<error> broken)
    : endpoint_(std::move(endpoint)), broken_(std::move(broken))
{}

boost::asio::awaitable<result<wire::issued_token>> assertion_source::fetch(entra_token_request request)
{
    if (broken_)
        co_return *broken_;
    if (endpoint_.broken())
        co_return *endpoint_.broken();
    const auto assertion = co_await make_assertion();
    if (!assertion)
        co_return assertion.error();
    if (assertion->empty())
        co_return wire::make_error(errc::credential_failed, "the assertion is empty");
    wire::form proof;
    proof.add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    proof.add("client_assertion", assertion->reveal());
    co_return co_await endpoint_.ask(std::move(request), std::move(proof), *assertion);
}

} // namespace acs::entra
