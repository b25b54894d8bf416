#ifndef EXAMPLES_TOKEN_SERVICE_TOKEN_TERMS_HPP
#define EXAMPLES_TOKEN_SERVICE_TOKEN_TERMS_HPP

#include <acs/scope.hpp>

#include <chrono>
#include <optional>

namespace token_service {

/// What tokens the service gives out: the same kind to all users.
struct token_terms
{
    acs::scope_set scopes;
    std::optional<std::chrono::minutes> lifetime; ///< none: the issuer's
};

} // namespace token_service

#endif
