#include "transport/tls_context.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace acs::transport {

namespace ssl = boost::asio::ssl;

tls_context::tls_context(const std::string& ca_file) : context_(ssl::context::tls_client)
{
    SSL_CTX* const native = context_.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_CLEANSE_PLAINTEXT);
    context_.set_verify_mode(ssl::verify_peer);

    // OpenSSL's own functions: the result type of Asio's depends on a macro of the program
    // (BOOST_ASIO_NO_DEPRECATED), whose copy of the function may be linked in place of ours.
    SSL_CTX_set_default_verify_paths(native); // without a system store, ca_file alone may do
    if (ca_file.empty())
        return;
    if (SSL_CTX_load_verify_file(native, ca_file.c_str()) != 1) {
        broken_.emplace();
        broken_->code = errc::invalid_ca_file;
        broken_->cause.assign(static_cast<int>(ERR_get_error()), boost::asio::error::get_ssl_category());
        broken_->what = ca_file;
    }
}

bool tls_context::expect_host(SSL* connection, const std::string& host)
{
    boost::system::error_code ec;
    boost::asio::ip::make_address(host, ec);
    if (!ec)
        return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host.c_str()) == 1;
    // A name may end with a dot; a certificate's never does.
    const std::string name = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
    SSL_set_hostflags(connection, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    return SSL_set_tlsext_host_name(connection, name.c_str()) == 1 &&
           SSL_set1_host(connection, name.c_str()) == 1;
}

failure tls_context::explain(SSL* connection, const boost::system::error_code& ec, const std::string& host)
{
    failure why;
    why.cause = ec;
    const long verdict = SSL_get_verify_result(connection);
    if (verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH) {
        why.code = errc::certificate_host_mismatch;
        why.what = "expected " + host;
    } else if (verdict != X509_V_OK) {
        why.code = errc::certificate_untrusted;
        why.what = X509_verify_cert_error_string(verdict);
    } else if (
        ec == boost::asio::error::eof || ec == boost::asio::error::connection_reset ||
        ec == boost::asio::error::broken_pipe || ec == ssl::error::stream_truncated) {
        why.code = errc::connection_lost;
        why.what = "the peer ended the connection during the TLS handshake";
    } else {
        why.code = errc::tls_failed;
    }
    return why;
}

} // namespace acs::transport
