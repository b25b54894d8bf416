#include "entra/client_secret_source.hpp"

#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

client_secret_source::client_secret_source(
    const surroundings& where, std::string tenant_id, std::string client_id, secret client_secret)
    : endpoint_(where, std::move(tenant_id), std::move(client_id)), secret_(std::move(client_secret))
{}

boost::asio::awaitable<result<wire::issued_token>> client_secret_source::fetch(entra_token_request request)
{
    if (secret_.empty())
        co_return wire::make_error(errc::credential_unavailable, "the client secret is missing");
    wire::form proof;
    proof.add("client_secret", secret_.reveal());
    co_return co_await endpoint_.ask(std::move(request), std::move(proof), secret_);
}

} // namespace acs::entra
