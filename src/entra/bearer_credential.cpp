#include <acs/bearer_credential.hpp>

#include "entra/coroutine_source.hpp"
#include "entra/token_holders.hpp"

#include <memory>
#include <utility>

namespace acs {

namespace {

entra::coroutine_source::function with_request(bearer_credential::token_source source)
{
    if (!source)
        return nullptr;
    return [source = std::move(source)](const entra_token_request&) {
        return source();
    };
}

// Without an executor and a clock of its own.
std::shared_ptr<entra::token_holders> make_bearer_holders(
    entra::coroutine_source::function source, bool takes_requests,
    std::shared_ptr<const credential_observer> to)
{
    entra::token_holders::settings how;
    how.observer = std::move(to);
    return std::make_shared<entra::token_holders>(
        std::make_shared<entra::coroutine_source>(std::move(source), takes_requests), std::move(how));
}

} // namespace

bearer_credential::bearer_credential(token_source source, std::shared_ptr<const credential_observer> observer)
    : token_credential(make_bearer_holders(with_request(std::move(source)), false, std::move(observer)))
{}

bearer_credential::bearer_credential(
    request_source source, std::shared_ptr<const credential_observer> observer)
    : token_credential(make_bearer_holders(std::move(source), true, std::move(observer)))
{}

bearer_credential::~bearer_credential() = default;

} // namespace acs
