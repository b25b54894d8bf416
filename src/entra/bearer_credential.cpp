#include <acs/bearer_credential.hpp>

#include "entra/coroutine_source.hpp"
#include "entra/token_holders.hpp"
#include "wire/make_error.hpp"

#include <memory>
#include <utility>

namespace acs {

namespace {

boost::asio::awaitable<result<access_token>> refuse_scopes()
{
    co_return wire::make_error(
        errc::invalid_argument,
        "its token source takes no request, so it only gets tokens for the identity service");
}

entra::coroutine_source::function with_request(bearer_credential::token_source source)
{
    if (!source)
        return nullptr;
    return [source = std::move(source)](const entra_token_request& request) {
        return request.scopes() == entra_token_request().scopes() ? source() : refuse_scopes();
    };
}

// Without an executor and a clock of its own.
std::shared_ptr<entra::token_holders> make_holders(entra::coroutine_source::function source)
{
    return std::make_shared<entra::token_holders>(
        std::make_shared<entra::coroutine_source>(std::move(source)), entra::token_holders::settings());
}

} // namespace

bearer_credential::bearer_credential(token_source source)
    : token_credential(make_holders(with_request(std::move(source))))
{}

bearer_credential::bearer_credential(request_source source)
    : token_credential(make_holders(std::move(source)))
{}

bearer_credential::~bearer_credential() = default;

} // namespace acs
