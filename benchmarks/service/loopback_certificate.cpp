#include "service/loopback_certificate.hpp"

#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <unistd.h>

namespace {

template <auto free>
struct freed_by
{
    template <class T>
    void operator()(T* of) const
    {
        free(of);
    }
};

using key_pointer = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using certificate_pointer = std::unique_ptr<X509, freed_by<X509_free>>;
using extension_pointer = std::unique_ptr<X509_EXTENSION, freed_by<X509_EXTENSION_free>>;
using file_pointer = std::unique_ptr<std::FILE, freed_by<std::fclose>>;

void require(bool done)
{
    if (!done)
        throw std::runtime_error("a certificate can't be made");
}

void add_extension(X509* to, int which, const char* value)
{
    const extension_pointer extension(X509V3_EXT_conf_nid(nullptr, nullptr, which, value));
    require(extension && X509_add_ext(to, extension.get(), -1) == 1);
}

certificate_pointer make_certificate(EVP_PKEY* key)
{
    certificate_pointer made(X509_new());
    require(made != nullptr);
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 24 * 3600);
    X509_NAME* const name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("benchmark"), -1, -1, 0);
    X509_set_issuer_name(made.get(), name);
    X509_set_pubkey(made.get(), key);
    add_extension(made.get(), NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
    require(X509_sign(made.get(), key, EVP_sha256()) != 0);
    return made;
}

file_pointer create(const std::string& path)
{
    const int opened = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    file_pointer file(opened < 0 ? nullptr : ::fdopen(opened, "w"));
    require(file != nullptr);
    return file;
}

} // namespace

loopback_certificate::loopback_certificate(const temporary_folder& folder)
    : certificate_file_(folder / "certificate.pem"), private_key_file_(folder / "private-key.pem")
{
    const key_pointer key(EVP_EC_gen("P-256"));
    require(key != nullptr);
    const certificate_pointer certificate = make_certificate(key.get());
    require(PEM_write_X509(create(certificate_file_).get(), certificate.get()) == 1);
    require(
        PEM_write_PrivateKey(
            create(private_key_file_).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}
