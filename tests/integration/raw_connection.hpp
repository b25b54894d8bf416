#ifndef TESTS_INTEGRATION_RAW_CONNECTION_HPP
#define TESTS_INTEGRATION_RAW_CONNECTION_HPP

#include <cstdint>
#include <memory>
#include <openssl/ssl.h>
#include <string>
#include <string_view>

/// An answer, cut out of the bytes without being changed.
struct raw_answer
{
    std::string head; ///< status line and fields, with the blank line
    std::string body; ///< without chunk headers

    int status() const;
    /// The value of a field, or an empty text.
    std::string field(std::string_view name) const;
};

/// A blocking client connection of POSIX sockets and OpenSSL, for seeing exactly which bytes come, and how
/// they end. A read that takes longer than half a minute throws.
class raw_connection
{
public:
    /// How the peer's bytes came to their end.
    enum class end
    {
        close_notify, ///< TLS alert
        fin,          ///< TCP's end, without one of TLS before
        reset,
    };

    /// Connects without TLS.
    explicit raw_connection(std::uint16_t port, bool ipv6 = false);
    /// Connects and shakes hands; the certificate is verified against the file and the host.
    /// \param resumed a session taken from `session()`, or null. \throws std::runtime_error with OpenSSL's
    /// reason
    raw_connection(
        std::uint16_t port, const std::string& ca_file, const std::string& host = "127.0.0.1",
        SSL_SESSION* resumed = nullptr, int tls_version = 0, bool ipv6 = false);
    raw_connection(const raw_connection&) = delete;
    raw_connection& operator=(const raw_connection&) = delete;
    ~raw_connection();

    /// Without TLS, even on a connection that has it.
    void send_raw(std::string_view bytes);
    void send(std::string_view bytes);
    /// Some bytes, or none when the peer has ended: `how_ended` then says how.
    std::string receive();
    /// Exactly so many. \throws std::runtime_error if the end comes first
    std::string receive(std::size_t size);
    std::string receive_to_end();
    /// One answer with Content-Length, chunked, or without a body. What follows it stays for the next call.
    raw_answer receive_answer(bool without_body = false);
    end how_ended() const { return end_; }

    /// Sends the FIN; reading goes on.
    void finish_sending();

    bool was_resumed() const;
    std::string protocol() const;
    /// The session to resume. TLS 1.3: only after an answer was read, for the ticket comes with it.
    std::shared_ptr<SSL_SESSION> session() const;

private:
    std::string receive_head();
    void fill();

    struct deleter
    {
        void operator()(SSL_CTX* context) const;
        void operator()(SSL* connection) const;
    };
    int socket_ = -1;
    std::unique_ptr<SSL_CTX, deleter> context_;
    std::unique_ptr<SSL, deleter> tls_;
    std::string pending_; // received and not yet handed out
    end end_ = end::fin;
};

#endif
