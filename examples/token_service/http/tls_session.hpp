#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_TLS_SESSION_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_TLS_SESSION_HPP

#include <cstddef>
#include <memory>
#include <openssl/types.h>
#include <span>
#include <string_view>

namespace token_service {

/// The server's end of TLS on a socket. Nothing here waits: what can't be done now says for what to wait.
///
/// asio::ssl::stream would do, but takes each byte through two buffers more, and has 68 KiB of them for each
/// connection, idle ones too.
class tls_session
{
public:
    enum class progress
    {
        done,
        wants_read,  ///< call again when the socket is readable
        wants_write, ///< call again when it is writable
        ended,       ///< the peer has said that it sends no more
        failed,
    };

    /// The descriptor must stay open as long as this lives. \throws std::bad_alloc
    tls_session(SSL_CTX* context, int descriptor);

    progress shake_hands();
    /// At most one record.
    progress read(std::span<char> into, std::size_t& size);
    /// Takes from the front of `bytes` what has been sent.
    progress write(std::string_view& bytes);
    /// Tells the peer that no more comes, if it can still be told.
    void say_goodbye();

    /// Whether there may be more to read even if the socket has nothing.
    bool has_read_ahead() const;
    /// Whether OpenSSL's buffers, 32 KiB, are kept for the next record. A busy connection is served for a
    /// tenth less with them, but most connections are idle, and so it begins without.
    void keep_buffers(bool kept);

private:
    struct deleter
    {
        void operator()(SSL* session) const;
    };

    progress explain(int result);

    std::unique_ptr<SSL, deleter> session_;
    bool buffers_kept_ = false;
    bool broken_ = false;
};

} // namespace token_service

#endif
