#ifndef ACS_EMULATOR_FREE_OPENSSL_HPP
#define ACS_EMULATOR_FREE_OPENSSL_HPP

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

namespace acs::emulation {

/// Frees what OpenSSL made, for std::unique_ptr.
struct free_openssl
{
    void operator()(BIO* p) const { BIO_free_all(p); }
    void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
    void operator()(ECDSA_SIG* p) const { ECDSA_SIG_free(p); }
};

} // namespace acs::emulation

#endif
