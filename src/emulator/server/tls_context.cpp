#include "emulator/server/tls_context.hpp"

#include <openssl/ssl.h>
#include <stdexcept>

namespace acs::emulation {

tls_context::tls_context(const server_certificate& certificate) : handle_(SSL_CTX_new(TLS_server_method()))
{
    SSL_CTX* const context = handle_.get();
    constexpr unsigned char name[] = "acs-emulator"; // sessions are resumed only where this name is the same
    if (!context || SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 ||
        SSL_CTX_use_certificate(context, certificate.certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, certificate.key.get()) != 1 ||
        SSL_CTX_set_session_id_context(context, name, sizeof name - 1) != 1)
        throw std::runtime_error("cannot set up TLS");
    // Tickets carry the state of a session, so no cache of sessions is needed for resuming them.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
}

void tls_context::deleter::operator()(SSL_CTX* context) const
{
    SSL_CTX_free(context);
}

} // namespace acs::emulation
