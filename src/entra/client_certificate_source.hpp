#ifndef ACS_ENTRA_CLIENT_CERTIFICATE_SOURCE_HPP
#define ACS_ENTRA_CLIENT_CERTIFICATE_SOURCE_HPP

#include "entra/assertion_source.hpp"

#include <acs/client_certificate.hpp>
#include <acs/time_source.hpp>

#include <memory>
#include <string>

namespace acs::entra {

// An application that signs its assertions with its certificate's key.
class client_certificate_source final : public assertion_source
{
public:
    client_certificate_source(
        const surroundings& where, std::string tenant_id, std::string client_id,
        client_certificate certificate);

    std::string_view name() const noexcept override { return "ClientCertificateCredential"; }

private:
    boost::asio::awaitable<result<secret>> make_assertion() override;

    const client_certificate certificate_;
    const std::shared_ptr<time_source> time_;
};

} // namespace acs::entra

#endif
