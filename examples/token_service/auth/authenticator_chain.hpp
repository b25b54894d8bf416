#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_AUTHENTICATOR_CHAIN_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_AUTHENTICATOR_CHAIN_HPP

#include "auth/authenticator.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace token_service {

/// Asks several; the first that knows the caller decides.
class authenticator_chain final : public authenticator
{
public:
    explicit authenticator_chain(std::vector<std::unique_ptr<const authenticator>> links);

    std::optional<caller> authenticate(const http_request& request) const override;

private:
    const std::vector<std::unique_ptr<const authenticator>> links_;
};

} // namespace token_service

#endif
