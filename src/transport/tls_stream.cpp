#include "transport/tls_stream.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <cerrno>
#include <new>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;
using boost::system::error_code;

struct tls_stream::bio_functions
{
    static tls_stream& owner(BIO* bio) { return *static_cast<tls_stream*>(BIO_get_data(bio)); }

    static int write(BIO* bio, const char* bytes, int size)
    {
        tls_stream& self = owner(bio);
        BIO_clear_retry_flags(bio);
        const auto sent =
            ::send(self.socket_, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0)
            return static_cast<int>(sent);
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
            BIO_set_retry_write(bio);
        else
            self.socket_error_ = errno;
        return -1;
    }

    static int read(BIO* bio, char* to, int size)
    {
        tls_stream& self = owner(bio);
        BIO_clear_retry_flags(bio);
        const std::size_t taken = self.received_.take(to, static_cast<std::size_t>(size));
        if (taken > 0)
            return static_cast<int>(taken);
        if (self.received_.ended())
            return 0;
        BIO_set_retry_read(bio);
        return -1;
    }

    static long control(BIO* bio, int what, long, void*)
    {
        if (what == BIO_CTRL_EOF)
            return owner(bio).received_.ended() ? 1 : 0;
        return what == BIO_CTRL_FLUSH ? 1 : 0; // what was written is on its way already
    }

    static int create(BIO* bio)
    {
        BIO_set_init(bio, 1);
        return 1;
    }

    static BIO_METHOD* method()
    {
        static const std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)> instance(make(), &BIO_meth_free);
        return instance.get();
    }

    static BIO_METHOD* make()
    {
        BIO_METHOD* const made =
            BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "acs::transport::tls_stream");
        if (!made)
            throw std::bad_alloc();
        BIO_meth_set_write(made, &write);
        BIO_meth_set_read(made, &read);
        BIO_meth_set_ctrl(made, &control);
        BIO_meth_set_create(made, &create);
        return made;
    }
};

tls_stream::tls_stream(tls_context::connection connection, int socket, received_bytes& received)
    : socket_(socket), received_(received), connection_(std::move(connection))
{
    BIO* const bio = BIO_new(bio_functions::method());
    if (!bio)
        throw std::bad_alloc();
    BIO_set_data(bio, this);
    SSL_set_bio(connection_.get(), bio, bio);
    SSL_set_connect_state(connection_.get());
}

// OpenSSL's error queue belongs to the thread, and must be empty before an operation: other code may have
// left something there.
void tls_stream::forget_errors()
{
    if (ERR_peek_error() != 0)
        ERR_clear_error();
}

tls_stream::~tls_stream()
{
    // Without a farewell OpenSSL would take the session for a bad one and not resume it.
    if (!failed_ && SSL_is_init_finished(connection_.get()) == 1) {
        forget_errors();
        if (SSL_shutdown(connection_.get()) < 0)
            forget_errors();
    }
}

io_need tls_stream::handshake(error_code& ec)
{
    forget_errors();
    return fail_or_need(SSL_do_handshake(connection_.get()), ec);
}

io_need tls_stream::write(std::string_view& bytes, error_code& ec)
{
    forget_errors();
    while (!bytes.empty()) {
        std::size_t written = 0;
        const int result = SSL_write_ex(connection_.get(), bytes.data(), bytes.size(), &written);
        if (const io_need need = fail_or_need(result, ec); need != io_need::nothing || ec)
            return need;
        bytes.remove_prefix(written);
    }
    return io_need::nothing;
}

io_need tls_stream::read(std::span<char> to, std::size_t& size, error_code& ec)
{
    forget_errors();
    return fail_or_need(SSL_read_ex(connection_.get(), to.data(), to.size(), &size), ec);
}

io_need tls_stream::fail_or_need(int result, error_code& ec)
{
    if (result == 1)
        return io_need::nothing;
    switch (SSL_get_error(connection_.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return io_need::readable;
    case SSL_ERROR_WANT_WRITE:
        return io_need::writable;
    case SSL_ERROR_ZERO_RETURN:
        ec = asio::error::eof;
        break;
    case SSL_ERROR_SYSCALL:
        if (socket_error_ != 0)
            ec.assign(socket_error_, boost::system::system_category());
        else
            ec = asio::ssl::error::stream_truncated;
        break;
    default: {
        const unsigned long code = ERR_peek_error();
        if (ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING)
            ec = asio::ssl::error::stream_truncated;
        else
            ec.assign(static_cast<int>(code), asio::error::get_ssl_category());
    }
    }
    failed_ = true;
    ERR_clear_error();
    return io_need::nothing;
}

} // namespace acs::transport
