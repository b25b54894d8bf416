#include "tls_session.hpp"

#include "socket_bio.hpp"

#include <new>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace token_service {

void tls_session::deleter::operator()(SSL* session) const
{
    SSL_free(session);
}

tls_session::tls_session(SSL_CTX* context, int descriptor) : session_(SSL_new(context))
{
    if (!session_)
        throw std::bad_alloc();
    BIO* const socket = make_socket_bio(descriptor);
    SSL_set_bio(session_.get(), socket, socket);
    SSL_set_accept_state(session_.get());
    SSL_set_mode(
        session_.get(),
        SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_set_read_ahead(session_.get(), 1); // a record by one system call instead of two
}

tls_session::progress tls_session::shake_hands()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(session_.get());
    return result == 1 ? progress::done : explain(result);
}

tls_session::progress tls_session::read(std::span<char> into, std::size_t& size)
{
    ERR_clear_error();
    const int result = SSL_read_ex(session_.get(), into.data(), into.size(), &size);
    return result == 1 ? progress::done : explain(result);
}

tls_session::progress tls_session::write(std::string_view& bytes)
{
    ERR_clear_error();
    while (!bytes.empty()) {
        std::size_t sent = 0;
        const int result = SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &sent);
        if (result != 1)
            return explain(result);
        bytes.remove_prefix(sent);
    }
    return progress::done;
}

void tls_session::say_goodbye()
{
    // OpenSSL forbids it after a fatal error.
    if (broken_ || !SSL_is_init_finished(session_.get()))
        return;
    ERR_clear_error();
    SSL_shutdown(session_.get());
}

bool tls_session::has_read_ahead() const
{
    return SSL_has_pending(session_.get()) == 1;
}

void tls_session::keep_buffers(bool kept)
{
    if (kept == buffers_kept_)
        return;
    buffers_kept_ = kept;
    if (kept) {
        SSL_clear_mode(session_.get(), SSL_MODE_RELEASE_BUFFERS);
        return;
    }
    SSL_set_mode(session_.get(), SSL_MODE_RELEASE_BUFFERS);
    // Before 3.0.14, 3.1.6, 3.2.2 and 3.3.1 it frees what a half-read record is in (CVE-2024-4741). Without
    // it the buffers go after the next record.
    if (OpenSSL_version_num() >= 0x30300010L ||
        (OpenSSL_version_num() >= 0x300000e0L && OpenSSL_version_num() < 0x30100000L))
        SSL_free_buffers(session_.get());
}

tls_session::progress tls_session::explain(int result)
{
    switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return progress::wants_read;
    case SSL_ERROR_WANT_WRITE:
        return progress::wants_write;
    case SSL_ERROR_ZERO_RETURN:
        return progress::ended;
    default:
        broken_ = true;
        return progress::failed;
    }
}

} // namespace token_service
