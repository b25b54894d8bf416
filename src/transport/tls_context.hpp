#ifndef ACS_TRANSPORT_TLS_CONTEXT_HPP
#define ACS_TRANSPORT_TLS_CONTEXT_HPP

#include "transport/failure.hpp"

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <openssl/ssl.h>
#include <string>

namespace acs::transport {

// The TLS configuration that all connections of a client share: TLS 1.2 or later, and the peer is verified,
// always.
class tls_context
{
public:
    // Authorities: the system's (or those of SSL_CERT_FILE), and those of `ca_file` if it isn't empty.
    explicit tls_context(const std::string& ca_file);

    // Set if the CA file can't be used: then there is no connection.
    const std::optional<failure>& broken() const { return broken_; }

    boost::asio::ssl::context& native() { return context_; }

    // Before the handshake: whom to expect. SNI and name for DNS names, the address for literals.
    static bool expect_host(SSL* connection, const std::string& host);

    // After a failed handshake.
    static failure explain(SSL* connection, const boost::system::error_code& ec, const std::string& host);

private:
    boost::asio::ssl::context context_;
    std::optional<failure> broken_;
};

} // namespace acs::transport

#endif
