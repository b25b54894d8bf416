#ifndef EXAMPLES_AUTHENTICATE_SELF_SIGNED_CERTIFICATE_HPP
#define EXAMPLES_AUTHENTICATE_SELF_SIGNED_CERTIFICATE_HPP

#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdexcept>
#include <string>

// A certificate for a day with its new key, in PEM: what `openssl req -x509 -newkey ec` makes.
class self_signed_certificate
{
public:
    self_signed_certificate() : key_(EVP_EC_gen("P-256")), certificate_(X509_new())
    {
        const auto name_it = [](X509_NAME* name) {
            const auto* text = reinterpret_cast<const unsigned char*>("example");
            return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
        };
        X509* const made = certificate_.get();
        if (!key_ || !made || ASN1_INTEGER_set(X509_get_serialNumber(made), 1) != 1 ||
            !X509_gmtime_adj(X509_getm_notBefore(made), -3600) ||
            !X509_gmtime_adj(X509_getm_notAfter(made), 86'400) || X509_set_pubkey(made, key_.get()) != 1 ||
            name_it(X509_get_subject_name(made)) != 1 || name_it(X509_get_issuer_name(made)) != 1 ||
            X509_sign(made, key_.get(), EVP_sha256()) == 0)
            throw std::runtime_error("OpenSSL can't make a certificate");
    }

    std::string certificate() const
    {
        return written([this](BIO* to) { return PEM_write_bio_X509(to, certificate_.get()); });
    }
    std::string key() const
    {
        return written([this](BIO* to) {
            return PEM_write_bio_PrivateKey(to, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    }

private:
    struct free_openssl
    {
        void operator()(BIO* p) const { BIO_free(p); }
        void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
        void operator()(X509* p) const { X509_free(p); }
    };

    template <class Write>
    static std::string written(const Write& write)
    {
        const std::unique_ptr<BIO, free_openssl> memory(BIO_new(BIO_s_mem()));
        char* text = nullptr;
        if (!memory || write(memory.get()) != 1)
            throw std::runtime_error("OpenSSL can't write a certificate");
        const long size = BIO_get_mem_data(memory.get(), &text);
        return std::string(text, static_cast<std::size_t>(size));
    }

    std::unique_ptr<EVP_PKEY, free_openssl> key_;
    std::unique_ptr<X509, free_openssl> certificate_;
};

#endif
