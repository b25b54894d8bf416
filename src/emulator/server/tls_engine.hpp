#ifndef ACS_EMULATOR_TLS_ENGINE_HPP
#define ACS_EMULATOR_TLS_ENGINE_HPP

#include "emulator/server/tls_context.hpp"

#include <memory>
#include <openssl/types.h>
#include <string>
#include <string_view>

namespace acs::emulation {

/// The server's end of one TLS connection, as a function of bytes: ciphertext in, plaintext out and the
/// reverse. Knows no socket, which leaves it to the caller when to write, and when to break off in the middle
/// of a record.
class tls_engine
{
public:
    enum class status
    {
        open,
        ended,  ///< the peer has said that it sends no more
        failed, ///< a broken handshake or record; the alert that says so is in the output
    };

    explicit tls_engine(const tls_context& context);

    /// Takes what came from the peer. Appends plaintext to `received` and what TLS itself has to send to
    /// `to_send`.
    status decrypt(std::string_view ciphertext, std::string& received, std::string& to_send);
    /// Appends the ciphertext of `plaintext` to `to_send`. Only after plaintext has been received.
    void encrypt(std::string_view plaintext, std::string& to_send);
    /// Appends the close_notify alert to `to_send`, if there is a connection to close.
    void close(std::string& to_send);

private:
    struct deleter
    {
        void operator()(SSL* connection) const;
    };

    void take_output(std::string& to_send);

    std::unique_ptr<SSL, deleter> connection_;
    BIO* input_;  // owned by the connection
    BIO* output_; // owned by the connection
};

} // namespace acs::emulation

#endif
