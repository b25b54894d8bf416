#ifndef ACS_TRANSPORT_TLS_CONTEXT_HPP
#define ACS_TRANSPORT_TLS_CONTEXT_HPP

#include "transport/failure.hpp"
#include "transport/tls_sessions.hpp"

#include <memory>
#include <openssl/ssl.h>
#include <optional>
#include <string>

namespace acs::transport {

// The TLS configuration that all connections of a client share: TLS 1.2 or later, and the peer is verified,
// always. It also keeps the sessions that may be resumed.
class tls_context
{
public:
    // Authorities: the system's (or those of SSL_CERT_FILE), and those of `ca_file` if it isn't empty.
    tls_context(const std::string& ca_file, std::string host);
    tls_context(const tls_context&) = delete;
    tls_context& operator=(const tls_context&) = delete;

    // Set if the CA file can't be used: then there is no connection.
    const std::optional<failure>& broken() const { return broken_; }

    struct free_connection
    {
        void operator()(SSL* native) const noexcept { SSL_free(native); }
    };
    using connection = std::unique_ptr<SSL, free_connection>;

    // A new connection to the host: whom to expect (SNI and name for DNS names, the address for literals),
    // and a session to resume if there is one. Null if OpenSSL doesn't take the host's name.
    connection make_connection();

    // After a failed handshake.
    failure explain(SSL* native, const boost::system::error_code& ec) const;

private:
    struct free_context
    {
        void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
    };

    static int on_new_session(SSL* native, SSL_SESSION* session);
    bool expect_host(SSL* native) const;

    std::string host_;
    std::unique_ptr<SSL_CTX, free_context> context_;
    std::optional<failure> broken_;
    tls_sessions sessions_;
};

} // namespace acs::transport

#endif
