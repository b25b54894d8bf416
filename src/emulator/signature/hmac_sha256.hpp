#ifndef ACS_EMULATOR_HMAC_SHA256_HPP
#define ACS_EMULATOR_HMAC_SHA256_HPP

#include <memory>
#include <openssl/evp.h>
#include <string>
#include <string_view>

namespace acs::emulation {

/// HMAC-SHA256 with one key, whose schedule is prepared once. Not thread-safe.
class hmac_sha256
{
public:
    /// \param key at least one byte.
    explicit hmac_sha256(std::string_view key);

    /// The 32 bytes of the code.
    std::string code(std::string_view data) const;

    /// Whether `code` is right for `data`; takes the same time wherever they differ.
    bool verify(std::string_view data, std::string_view code) const;

private:
    struct free_context
    {
        void operator()(EVP_MAC_CTX* p) const { EVP_MAC_CTX_free(p); }
    };
    std::unique_ptr<EVP_MAC_CTX, free_context> context_;
};

} // namespace acs::emulation

#endif
