#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_TLS_CERTIFICATE_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_TLS_CERTIFICATE_HPP

#include <boost/asio/ssl/context.hpp>
#include <string>

namespace token_service {

/// The certificate that the service shows, and its key: two files in PEM.
class tls_certificate
{
public:
    /// The first file may hold the chain up to the authority.
    tls_certificate(std::string certificate_file, std::string private_key_file);

    /// A self-signed one for localhost, 127.0.0.1 and ::1 in this folder: the one an earlier start made, if
    /// it is valid for another week. \throws std::exception if it can't be made or written.
    static tls_certificate self_signed(const std::string& folder);

    /// What a client has to trust, if the certificate is a self-signed one.
    const std::string& certificate_file() const { return certificate_file_; }

    /// A server's context with this certificate: TLS 1.2 and later, with session tickets.
    /// \throws std::runtime_error with the file's name if one can't be read or they don't belong together.
    boost::asio::ssl::context make_context() const;

private:
    std::string certificate_file_;
    std::string private_key_file_;
};

} // namespace token_service

#endif
