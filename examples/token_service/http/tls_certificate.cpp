#include "tls_certificate.hpp"

#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace token_service {

namespace {

struct free_openssl
{
    void operator()(X509* freed) const { X509_free(freed); }
    void operator()(EVP_PKEY* freed) const { EVP_PKEY_free(freed); }
    void operator()(X509_EXTENSION* freed) const { X509_EXTENSION_free(freed); }
    void operator()(BIGNUM* freed) const { BN_free(freed); }
    void operator()(BIO* freed) const { BIO_free(freed); }
};
template <class T>
using owned = std::unique_ptr<T, free_openssl>;

constexpr long day = 24 * 60 * 60;

void require(bool success)
{
    if (!success)
        throw std::runtime_error("cannot make a certificate");
}

owned<X509> read_certificate(const std::string& file)
{
    const owned<BIO> from(BIO_new_file(file.c_str(), "r"));
    owned<X509> read(from ? PEM_read_bio_X509(from.get(), nullptr, nullptr, nullptr) : nullptr);
    ERR_clear_error();
    return read;
}

owned<EVP_PKEY> read_key(const std::string& file)
{
    const owned<BIO> from(BIO_new_file(file.c_str(), "r"));
    // No text ends the question for a password, which OpenSSL would ask the terminal.
    const auto no_password = [](char*, int, int, void*) {
        return -1;
    };
    owned<EVP_PKEY> read(from ? PEM_read_bio_PrivateKey(from.get(), nullptr, no_password, nullptr) : nullptr);
    ERR_clear_error();
    return read;
}

bool is_good(X509* certificate, EVP_PKEY* key)
{
    std::time_t in_a_week = std::time(nullptr) + 7 * day;
    return certificate && key && X509_check_private_key(certificate, key) == 1 &&
           X509_cmp_current_time(X509_get0_notBefore(certificate)) < 0 &&
           X509_cmp_time(X509_get0_notAfter(certificate), &in_a_week) > 0;
}

void add_extension(X509* certificate, int kind, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

owned<X509> make_certificate(EVP_PKEY* key)
{
    owned<X509> made(X509_new());
    unsigned char serial[16];
    require(made && RAND_bytes(serial, sizeof serial) == 1);
    serial[0] = static_cast<unsigned char>((serial[0] & 0x7f) | 0x40); // positive, and always of one length
    const owned<BIGNUM> number(BN_bin2bn(serial, sizeof serial, nullptr));
    X509_NAME* const name = X509_get_subject_name(made.get());
    require(
        number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(made.get())) &&
        X509_set_version(made.get(), X509_VERSION_3) == 1 &&
        X509_gmtime_adj(X509_getm_notBefore(made.get()), -day) &&
        X509_gmtime_adj(X509_getm_notAfter(made.get()), 365 * day) && X509_set_pubkey(made.get(), key) == 1 &&
        X509_NAME_add_entry_by_txt(
            name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("token service"), -1, -1, 0) ==
            1 &&
        X509_set_issuer_name(made.get(), name) == 1);
    add_extension(made.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(made.get(), NID_key_usage, "critical,digitalSignature");
    add_extension(made.get(), NID_ext_key_usage, "serverAuth");
    add_extension(made.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
    add_extension(made.get(), NID_subject_key_identifier, "hash");
    require(X509_sign(made.get(), key, EVP_sha256()) > 0);
    return made;
}

// Nobody sees the file in part, nor for a moment with other rights.
void write_file(const std::string& file, mode_t rights, BIO* text)
{
    char* data = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(text, &data));
    const std::string unfinished = file + ".new";
    unlink(unfinished.c_str());
    const int descriptor = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, rights);
    if (descriptor < 0)
        throw std::system_error(errno, std::system_category(), unfinished);
    const ssize_t written = ::write(descriptor, data, size);
    const int failed_with = errno;
    ::close(descriptor);
    if (written != static_cast<ssize_t>(size))
        throw std::system_error(written < 0 ? failed_with : ENOSPC, std::system_category(), unfinished);
    std::filesystem::rename(unfinished, file);
}

void require_file(int result, const std::string& file)
{
    if (result == 1)
        return;
    char reason[256];
    ERR_error_string_n(ERR_peek_last_error(), reason, sizeof reason);
    ERR_clear_error();
    throw std::runtime_error("cannot use " + file + ": " + reason);
}

} // namespace

tls_certificate::tls_certificate(std::string certificate_file, std::string private_key_file)
    : certificate_file_(std::move(certificate_file)), private_key_file_(std::move(private_key_file))
{}

tls_certificate tls_certificate::self_signed(const std::string& folder)
{
    tls_certificate made(folder + "/service-cert.pem", folder + "/service-key.pem");
    if (is_good(read_certificate(made.certificate_file_).get(), read_key(made.private_key_file_).get()))
        return made;
    const owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    require(key != nullptr);
    const owned<X509> certificate = make_certificate(key.get());
    const owned<BIO> key_text(BIO_new(BIO_s_secmem()));
    const owned<BIO> certificate_text(BIO_new(BIO_s_mem()));
    require(
        key_text &&
        PEM_write_bio_PKCS8PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
            1 &&
        certificate_text && PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1);
    write_file(made.private_key_file_, 0600, key_text.get());
    write_file(made.certificate_file_, 0644, certificate_text.get());
    return made;
}

boost::asio::ssl::context tls_certificate::make_context() const
{
    boost::asio::ssl::context made(boost::asio::ssl::context::tls_server);
    SSL_CTX* const context = made.native_handle();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(
        context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CLEANSE_PLAINTEXT |
                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    // Sessions are resumed by tickets, which cost the server no memory.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 1);
    ERR_clear_error();
    require_file(SSL_CTX_use_certificate_chain_file(context, certificate_file_.c_str()), certificate_file_);
    require_file(
        SSL_CTX_use_PrivateKey_file(context, private_key_file_.c_str(), SSL_FILETYPE_PEM), private_key_file_);
    require_file(SSL_CTX_check_private_key(context), private_key_file_);
    return made;
}

} // namespace token_service
