#include "transport/tls_context.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <new>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <utility>

namespace acs::transport {

namespace {

// A server issues two tickets for each connection (OpenSSL's default), so this serves 16 connections that are
// opened at once.
constexpr std::size_t most_sessions = 32;

} // namespace

tls_context::tls_context(const std::string& ca_file, std::string host)
    : host_(std::move(host)), context_(SSL_CTX_new(TLS_client_method())), sessions_(most_sessions)
{
    SSL_CTX* const native = context_.get();
    if (!native)
        throw std::bad_alloc();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_CLEANSE_PLAINTEXT | SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(native, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(native, &on_new_session);
    SSL_CTX_set_app_data(native, this);
    SSL_CTX_set_default_verify_paths(native); // without a system store, ca_file alone may do
    if (ca_file.empty())
        return;
    if (SSL_CTX_load_verify_file(native, ca_file.c_str()) != 1) {
        broken_.emplace();
        broken_->code = errc::invalid_ca_file;
        broken_->cause.assign(static_cast<int>(ERR_get_error()), boost::asio::error::get_ssl_category());
        broken_->what = ca_file;
        ERR_clear_error();
    }
}

// Called while the connection reads; taking the session over is said by the result.
int tls_context::on_new_session(SSL* native, SSL_SESSION* session)
{
    auto* const self = static_cast<tls_context*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(native)));
    self->sessions_.add(tls_sessions::session(session));
    return 1;
}

tls_context::connection tls_context::make_connection()
{
    connection made(SSL_new(context_.get()));
    if (!made || !expect_host(made.get()))
        return nullptr;
    if (const auto session = sessions_.take())
        SSL_set_session(made.get(), session.get());
    return made;
}

bool tls_context::expect_host(SSL* native) const
{
    boost::system::error_code ec;
    boost::asio::ip::make_address(host_, ec);
    if (!ec)
        return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(native), host_.c_str()) == 1;
    // A name may end with a dot; a certificate's never does.
    const std::string name = host_.ends_with('.') ? host_.substr(0, host_.size() - 1) : host_;
    SSL_set_hostflags(native, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    return SSL_set_tlsext_host_name(native, name.c_str()) == 1 && SSL_set1_host(native, name.c_str()) == 1;
}

failure tls_context::explain(SSL* native, const boost::system::error_code& ec) const
{
    failure why;
    why.cause = ec;
    const long verdict = SSL_get_verify_result(native);
    if (verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH) {
        why.code = errc::certificate_host_mismatch;
        why.what = "expected " + host_;
    } else if (verdict != X509_V_OK) {
        why.code = errc::certificate_untrusted;
        why.what = X509_verify_cert_error_string(verdict);
    } else if (
        ec == boost::asio::error::eof || ec == boost::asio::error::connection_reset ||
        ec == boost::asio::error::broken_pipe || ec == boost::asio::ssl::error::stream_truncated) {
        why.code = errc::connection_lost;
        why.what = "the peer ended the connection during the TLS handshake";
    } else {
        why.code = errc::tls_failed;
    }
    return why;
}

} // namespace acs::transport
