#include "emulator/server/certificate_authority.hpp"

#include "emulator/signature/free_openssl.hpp"
#include "emulator/signature/no_password.hpp"

#include <algorithm>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <string_view>

namespace acs::emulation {

namespace {

using bio_ptr = std::unique_ptr<BIO, free_openssl>;

void require(bool success)
{
    if (!success)
        throw std::runtime_error("cannot make a certificate");
}

bio_ptr reading(std::string_view text)
{
    return bio_ptr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string_view written(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

void set_random_serial(X509* certificate)
{
    unsigned char bytes[16];
    require(RAND_bytes(bytes, sizeof bytes) == 1);
    bytes[0] =
        static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40); // positive, and always of the same length
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        BN_bin2bn(bytes, sizeof bytes, nullptr), &BN_free);
    require(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)));
}

void set_name(X509_NAME* name, const std::string& common_name)
{
    require(
        X509_NAME_add_entry_by_NID(
            name, NID_commonName, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(common_name.data()),
            static_cast<int>(common_name.size()), -1, 0) == 1);
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()), &X509_EXTENSION_free);
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

certificate_ptr make_certificate(EVP_PKEY& key)
{
    certificate_ptr certificate(X509_new());
    require(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    set_random_serial(certificate.get());
    require(
        ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate.get()), "20000101000000Z") == 1 &&
        ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate.get()), "21000101000000Z") == 1 &&
        X509_set_pubkey(certificate.get(), &key) == 1);
    return certificate;
}

bool is_address(const std::string& host)
{
    const std::unique_ptr<ASN1_OCTET_STRING, decltype(&ASN1_OCTET_STRING_free)> address(
        a2i_IPADDRESS(host.c_str()), &ASN1_OCTET_STRING_free);
    return address != nullptr;
}

// A comma or colon would end the entry in OpenSSL's notation and start another.
bool is_host_name(std::string_view host)
{
    return !host.empty() && host.size() < 254 && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.' || c == '_' || c == '*';
    });
}

std::string subject_names(const std::vector<std::string>& hosts)
{
    std::string names;
    for (const std::string& host : hosts) {
        const bool address = is_address(host);
        if (!address && !is_host_name(host))
            throw std::invalid_argument("not a host name or address for a certificate: '" + host + "'");
        if (!names.empty())
            names += ',';
        names.append(address ? "IP:" : "DNS:").append(host);
    }
    if (names.empty())
        throw std::invalid_argument("a certificate needs at least one host name or address");
    return names;
}

} // namespace

void x509_deleter::operator()(X509* certificate) const
{
    X509_free(certificate);
}

void x509_deleter::operator()(EVP_PKEY* key) const
{
    EVP_PKEY_free(key);
}

key_ptr make_key()
{
    key_ptr key(EVP_EC_gen("P-256"));
    require(key != nullptr);
    return key;
}

key_ptr read_key(const secret& pem)
{
    key_ptr key(PEM_read_bio_PrivateKey(reading(pem.reveal()).get(), nullptr, no_password, nullptr));
    if (!key)
        throw std::runtime_error("not a private key in PEM");
    return key;
}

secret to_pem(EVP_PKEY& key)
{
    const bio_ptr text(BIO_new(BIO_s_secmem()));
    require(
        text && PEM_write_bio_PKCS8PrivateKey(text.get(), &key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return secret(written(text.get()));
}

certificate_authority::certificate_authority()
{
    self_.key = make_key();
    self_.certificate = make_certificate(*self_.key);
    X509* const certificate = self_.certificate.get();
    // Authorities of several emulators in one file of certificates are told apart by name.
    unsigned char random[4];
    require(RAND_bytes(random, sizeof random) == 1);
    std::string name = "acs-emulator authority ";
    for (const unsigned char byte : random) {
        name += "0123456789abcdef"[byte >> 4];
        name += "0123456789abcdef"[byte & 15];
    }
    set_name(X509_get_subject_name(certificate), name);
    set_name(X509_get_issuer_name(certificate), name);
    add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
    add_extension(certificate, certificate, NID_authority_key_identifier, "keyid:always");
    require(X509_sign(certificate, self_.key.get(), EVP_sha256()) > 0);
}

certificate_authority::certificate_authority(const std::string& certificate_pem, const secret& key_pem)
{
    self_.certificate.reset(PEM_read_bio_X509(reading(certificate_pem).get(), nullptr, no_password, nullptr));
    if (!self_.certificate || X509_check_ca(self_.certificate.get()) != 1)
        throw std::runtime_error("not the certificate of an authority in PEM");
    self_.key = read_key(key_pem);
    if (X509_check_private_key(self_.certificate.get(), self_.key.get()) != 1)
        throw std::runtime_error("the authority's key is not that of its certificate");
}

std::string certificate_authority::certificate_pem() const
{
    const bio_ptr text(BIO_new(BIO_s_mem()));
    require(text && PEM_write_bio_X509(text.get(), self_.certificate.get()) == 1);
    return std::string(written(text.get()));
}

secret certificate_authority::key_pem() const
{
    return to_pem(*self_.key);
}

server_certificate certificate_authority::issue(const std::vector<std::string>& hosts, key_ptr key) const
{
    const std::string names = subject_names(hosts);
    server_certificate result{make_certificate(*key), std::move(key)};
    X509* const certificate = result.certificate.get();
    X509* const issuer = self_.certificate.get();
    set_name(X509_get_subject_name(certificate), "acs-emulator");
    require(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1);
    add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature");
    add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth");
    add_extension(certificate, issuer, NID_subject_alt_name, names);
    add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
    add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
    require(X509_sign(certificate, self_.key.get(), EVP_sha256()) > 0);
    return result;
}

} // namespace acs::emulation
