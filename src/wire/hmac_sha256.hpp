#ifndef ACS_WIRE_HMAC_SHA256_HPP
#define ACS_WIRE_HMAC_SHA256_HPP

#include <array>
#include <cstdint>
#include <string_view>

namespace acs::wire {

using sha256_digest = std::array<unsigned char, 32>;

sha256_digest sha256(std::string_view text) noexcept;

// HMAC-SHA256 (RFC 2104) with one key, whose two blocks are hashed once. What is kept is as good as the key:
// it is wiped. Const functions may be called from several threads at a time.
//
// On OpenSSL's SHA256_* functions. Its EVP interface would fetch, allocate and copy for each signature, which
// took three times as long as the hashing itself (OpenSSL 3.0).
class hmac_sha256
{
public:
    explicit hmac_sha256(std::string_view key) noexcept;
    hmac_sha256(const hmac_sha256&) = default;
    hmac_sha256& operator=(const hmac_sha256&) = default;
    ~hmac_sha256();

    sha256_digest sign(std::string_view text) const noexcept;

private:
    // SHA-256 after one block: its eight words.
    using state = std::array<std::uint32_t, 8>;

    static state after_block(std::string_view key, unsigned char mask) noexcept;
    static sha256_digest finish(const state& begun, std::string_view text) noexcept;

    state inner_;
    state outer_;
};

} // namespace acs::wire

#endif
