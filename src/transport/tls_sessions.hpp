#ifndef ACS_TRANSPORT_TLS_SESSIONS_HPP
#define ACS_TRANSPORT_TLS_SESSIONS_HPP

#include <cstddef>
#include <memory>
#include <mutex>
#include <openssl/ssl.h>
#include <vector>

namespace acs::transport {

// The TLS sessions with one host that may be resumed: the newest ones, each offered once if it is a TLS 1.3
// ticket (RFC 8446, appendix C.4: a ticket used twice lets an observer link connections). Thread-safe.
class tls_sessions
{
public:
    struct free_session
    {
        void operator()(SSL_SESSION* session) const noexcept { SSL_SESSION_free(session); }
    };
    using session = std::unique_ptr<SSL_SESSION, free_session>;

    // Keeps at most so many.
    // Memory for them is taken at once: add() is called from within OpenSSL and must not throw.
    explicit tls_sessions(std::size_t limit) : limit_(limit) { sessions_.reserve(limit); }

    // The server has issued it.
    void add(session issued);

    // One to offer, null if there is none.
    session take();

private:
    const std::size_t limit_;
    std::mutex mutex_;
    std::vector<session> sessions_; // the newest at the end
};

} // namespace acs::transport

#endif
