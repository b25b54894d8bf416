#ifndef ACS_ENTRA_TOKEN_REQUEST_HPP
#define ACS_ENTRA_TOKEN_REQUEST_HPP

#include <string>
#include <utility>
#include <vector>

namespace acs {

/// What an Entra ID token is asked for. Every setter returns the object.
class entra_token_request
{
public:
    /// The scope of the identity service. The two slashes are right: the audience ends with one.
    static constexpr const char* service_scope = "https://communication.azure.com//.default";

    /// For the identity service.
    entra_token_request() : scopes_{service_scope} {}
    /// For other scopes, such as `https://communication.azure.com/clients/.default`.
    explicit entra_token_request(std::vector<std::string> scopes) : scopes_(std::move(scopes)) {}

    const std::vector<std::string>& scopes() const { return scopes_; }

    /// What the token has to claim beside the usual, as JSON: from a service's claims challenge. Default:
    /// none.
    entra_token_request& claims(std::string value)
    {
        claims_ = std::move(value);
        return *this;
    }
    const std::string& claims() const { return claims_; }

private:
    std::vector<std::string> scopes_;
    std::string claims_;
};

} // namespace acs

#endif
