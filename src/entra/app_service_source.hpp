#ifndef ACS_ENTRA_APP_SERVICE_SOURCE_HPP
#define ACS_ENTRA_APP_SERVICE_SOURCE_HPP

#include "entra/managed_identity_endpoint.hpp"
#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <acs/managed_identity_id.hpp>
#include <acs/secret.hpp>

#include <string_view>

namespace acs::entra {

// App Service, which has given its program an address and a header.
class app_service_source final : public source
{
public:
    // How it is asked, by its two versions. Literals.
    struct dialect
    {
        const char* endpoint_variable;
        const char* header_variable;
        std::string_view api_version;
        std::string_view header;
        std::string_view client_id;
    };
    static const dialect of_2019;
    static const dialect of_2017;

    // True if the environment says that it is there, in this version.
    static bool is_there(const surroundings& where, const dialect& spoken);

    app_service_source(const surroundings& where, managed_identity_id identity, const dialect& spoken);

    std::string_view name() const noexcept override { return "ManagedIdentityCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    const managed_identity_id identity_;
    const dialect dialect_;
    const managed_identity_endpoint endpoint_;
    const secret header_;
};

} // namespace acs::entra

#endif
