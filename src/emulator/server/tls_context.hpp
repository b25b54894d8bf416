#ifndef ACS_EMULATOR_TLS_CONTEXT_HPP
#define ACS_EMULATOR_TLS_CONTEXT_HPP

#include "emulator/server/certificate_authority.hpp"

#include <memory>
#include <openssl/types.h>

namespace acs::emulation {

/// What all TLS connections of a server have in common: certificate, protocol versions, session ticket keys.
class tls_context
{
public:
    explicit tls_context(const server_certificate& certificate);

    SSL_CTX* handle() const { return handle_.get(); }

private:
    struct deleter
    {
        void operator()(SSL_CTX* context) const;
    };
    std::unique_ptr<SSL_CTX, deleter> handle_;
};

} // namespace acs::emulation

#endif
