#include "auth/authenticator_chain.hpp"

#include <utility>

namespace token_service {

authenticator_chain::authenticator_chain(std::vector<std::unique_ptr<const authenticator>> links)
    : links_(std::move(links))
{}

std::optional<caller> authenticator_chain::authenticate(const http_request& request) const
{
    for (const auto& link : links_)
        if (const auto found = link->authenticate(request))
            return found;
    return std::nullopt;
}

} // namespace token_service
