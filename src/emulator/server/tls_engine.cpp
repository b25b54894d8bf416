#include "emulator/server/tls_engine.hpp"

#include <array>
#include <new>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace acs::emulation {

tls_engine::tls_engine(const tls_context& context)
    : connection_(SSL_new(context.handle())), input_(BIO_new(BIO_s_mem())), output_(BIO_new(BIO_s_mem()))
{
    if (!connection_ || !input_ || !output_) {
        BIO_free(input_);
        BIO_free(output_);
        throw std::bad_alloc();
    }
    SSL_set_bio(connection_.get(), input_, output_);
    SSL_set_accept_state(connection_.get());
}

tls_engine::status tls_engine::decrypt(
    std::string_view ciphertext, std::string& received, std::string& to_send)
{
    BIO_write(input_, ciphertext.data(), static_cast<int>(ciphertext.size()));
    ERR_clear_error(); // what is left there from elsewhere would be taken for a failure of this connection
    std::array<char, 16 * 1024> plaintext;
    std::size_t size = 0;
    int result = 0;
    while ((result = SSL_read_ex(connection_.get(), plaintext.data(), plaintext.size(), &size)) == 1)
        received.append(plaintext.data(), size);
    const int reason = SSL_get_error(connection_.get(), result);
    take_output(to_send);
    if (reason == SSL_ERROR_WANT_READ)
        return status::open;
    ERR_clear_error();
    return reason == SSL_ERROR_ZERO_RETURN ? status::ended : status::failed;
}

void tls_engine::encrypt(std::string_view plaintext, std::string& to_send)
{
    ERR_clear_error();
    std::size_t written = 0;
    SSL_write_ex(connection_.get(), plaintext.data(), plaintext.size(), &written);
    take_output(to_send);
}

void tls_engine::close(std::string& to_send)
{
    if (SSL_is_init_finished(connection_.get()) == 0)
        return;
    ERR_clear_error();
    SSL_shutdown(connection_.get());
    ERR_clear_error();
    take_output(to_send);
}

void tls_engine::take_output(std::string& to_send)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(output_, &data);
    if (size > 0) {
        to_send.append(data, static_cast<std::size_t>(size));
        static_cast<void>(BIO_reset(output_));
    }
}

void tls_engine::deleter::operator()(SSL* connection) const
{
    SSL_free(connection);
}

} // namespace acs::emulation
