#include "wire/signing_certificate.hpp"

#include "wire/make_error.hpp"

#include <algorithm>
#include <climits>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <optional>
#include <utility>

namespace acs::wire {

namespace {

struct free_openssl
{
    void operator()(BIO* p) const { BIO_free(p); }
    void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(ECDSA_SIG* p) const { ECDSA_SIG_free(p); }
    void operator()(X509* p) const { X509_free(p); }
};
template <class T>
using owned = std::unique_ptr<T, free_openssl>;

// What OpenSSL queued is said in words of our own; the next one who looks must not find it.
struct clear_errors
{
    clear_errors() { ERR_clear_error(); }
    clear_errors(const clear_errors&) = delete;
    clear_errors& operator=(const clear_errors&) = delete;
    ~clear_errors() { ERR_clear_error(); }
};

error broken(const char* what)
{
    return make_error(errc::credential_failed, what);
}

owned<BIO> reader(std::string_view text)
{
    return owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// A sequence whose length takes several bytes: what no text begins with.
bool is_der(std::string_view content)
{
    return content.size() > 1 && content[0] == 0x30 && (static_cast<unsigned char>(content[1]) & 0x80) != 0;
}

struct passphrase_request
{
    std::string_view passphrase;
    bool asked = false;
};

// Without a callback OpenSSL would ask the terminal.
int give_passphrase(char* to, int room, int, void* data)
{
    auto& request = *static_cast<passphrase_request*>(data);
    request.asked = true;
    if (request.passphrase.empty() || request.passphrase.size() > static_cast<std::size_t>(room))
        return -1;
    std::copy(request.passphrase.begin(), request.passphrase.end(), to);
    return static_cast<int>(request.passphrase.size());
}

int give_nothing(char*, int, int, void*)
{
    return -1;
}

// The bytes of a number on the curve, 0 for RSA; nothing for keys that no algorithm is for.
std::optional<std::size_t> curve_bytes(EVP_PKEY* key)
{
    const int type = EVP_PKEY_get_base_id(key);
    if (type == EVP_PKEY_RSA)
        return EVP_PKEY_get_bits(key) >= 2048 ? std::optional<std::size_t>(0) : std::nullopt;
    char name[32] = {};
    std::size_t length = 0;
    if (type != EVP_PKEY_EC || EVP_PKEY_get_group_name(key, name, sizeof name, &length) != 1)
        return std::nullopt;
    const std::string_view curve(name, length);
    if (curve == SN_X9_62_prime256v1)
        return 32;
    if (curve == SN_secp384r1)
        return 48;
    if (curve == SN_secp521r1)
        return 66;
    return std::nullopt;
}

std::optional<std::string> der_of(X509* certificate)
{
    const int size = i2d_X509(certificate, nullptr);
    if (size <= 0)
        return std::nullopt;
    std::string der(static_cast<std::size_t>(size), '\0');
    auto* to = reinterpret_cast<unsigned char*>(der.data());
    return i2d_X509(certificate, &to) == size ? std::optional(std::move(der)) : std::nullopt;
}

std::string digest_of(std::string_view der, const EVP_MD* algorithm)
{
    std::string made(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    const bool done = EVP_Digest(
                          der.data(), der.size(), reinterpret_cast<unsigned char*>(made.data()), &size,
                          algorithm, nullptr) == 1;
    made.resize(done ? size : 0);
    return made;
}

result<std::vector<owned<X509>>> certificates_of(std::string_view pem)
{
    std::vector<owned<X509>> found;
    const auto from = reader(pem);
    while (auto* const next = from ? PEM_read_bio_X509(from.get(), nullptr, give_nothing, nullptr) : nullptr)
        found.emplace_back(next);
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
        return broken("a certificate in it is damaged");
    if (found.empty())
        return broken("it holds no certificate in PEM form");
    return found;
}

// OpenSSL gives the two numbers in DER, JSON web signatures have them one after the other.
std::optional<std::string> numbers_of(std::string_view der, std::size_t size)
{
    const auto* from = reinterpret_cast<const unsigned char*>(der.data());
    const owned<ECDSA_SIG> read(d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(der.size())));
    std::string made(2 * size, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(made.data());
    const int padded = static_cast<int>(size);
    if (!read || BN_bn2binpad(ECDSA_SIG_get0_r(read.get()), to, padded) != padded ||
        BN_bn2binpad(ECDSA_SIG_get0_s(read.get()), to + size, padded) != padded)
        return std::nullopt;
    return made;
}

const EVP_MD* digest_for(std::size_t curve_bytes)
{
    return curve_bytes == 48 ? EVP_sha384() : curve_bytes == 66 ? EVP_sha512() : EVP_sha256();
}

} // namespace

result<signing_certificate> signing_certificate::parse(std::string_view pem, std::string_view passphrase)
{
    const clear_errors cleared;
    if (pem.size() > INT_MAX)
        return broken("it is too large");
    passphrase_request request{passphrase};
    signing_certificate made;
    if (const auto from = reader(pem))
        made.key_ = owned<EVP_PKEY>(PEM_read_bio_PrivateKey(from.get(), nullptr, give_passphrase, &request));
    if (!made.key_ && request.asked)
        return broken(
            passphrase.empty() ? "its private key is encrypted, and no passphrase was given"
                               : "the passphrase does not open its private key");
    if (!made.key_ && is_der(pem))
        return broken(
            "it is PKCS #12 (.pfx) or DER, not PEM; convert it: openssl pkcs12 -in app.pfx -out app.pem "
            "-noenc");
    if (!made.key_)
        return broken("it holds no private key in PEM form, or a damaged one");
    const auto size = curve_bytes(made.key_.get());
    if (!size)
        return broken("its key is neither RSA with 2048 bits or more nor EC on P-256, P-384 or P-521");
    made.curve_bytes_ = *size;

    ERR_clear_error();
    auto found = certificates_of(pem);
    if (!found)
        return found.error();
    const auto own = std::find_if(found->begin(), found->end(), [&](const owned<X509>& one) {
        return X509_check_private_key(one.get(), made.key_.get()) == 1;
    });
    if (own == found->end())
        return broken("none of its certificates belongs to its private key");
    std::rotate(found->begin(), own, own + 1);
    for (const auto& one : *found) {
        auto der = der_of(one.get());
        if (!der)
            return broken("a certificate in it is damaged");
        made.chain_.push_back(std::move(*der));
    }
    made.sha1_ = digest_of(made.chain_.front(), EVP_sha1());
    made.sha256_ = digest_of(made.chain_.front(), EVP_sha256());
    if (made.sha1_.empty() || made.sha256_.empty())
        return broken("OpenSSL can't make its thumbprints");
    return made;
}

std::string_view signing_certificate::algorithm(bool pss) const
{
    switch (curve_bytes_) {
    case 0:
        return pss ? "PS256" : "RS256";
    case 48:
        return "ES384";
    case 66:
        return "ES512";
    default:
        return "ES256";
    }
}

result<std::string> signing_certificate::sign(std::string_view text, bool pss) const
{
    const clear_errors cleared;
    const owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    std::string made(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
    std::size_t size = made.size();
    EVP_PKEY_CTX* of_key = nullptr; // the context's
    bool done = context && EVP_DigestSignInit(
                               context.get(), &of_key, digest_for(curve_bytes_), nullptr, key_.get()) == 1;
    if (done && pss && curve_bytes_ == 0)
        done = EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST) == 1;
    done = done && EVP_DigestSign(
                       context.get(), reinterpret_cast<unsigned char*>(made.data()), &size,
                       reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
    made.resize(done ? size : 0);
    if (done && curve_bytes_ != 0) {
        auto numbers = numbers_of(made, curve_bytes_);
        done = numbers.has_value();
        made = std::move(numbers).value_or("");
    }
    if (!done)
        return broken("OpenSSL can't sign with its key");
    return made;
}

} // namespace acs::wire
