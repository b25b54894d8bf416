#ifndef ACS_CACHE_SNAPSHOT_CODEC_HPP
#define ACS_CACHE_SNAPSHOT_CODEC_HPP

#include "cache/snapshot_cipher.hpp"
#include "cache/snapshot_header.hpp"
#include "cache/snapshot_record.hpp"
#include "wire/wiping_string.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The bytes of a snapshot; numbers are little-endian.
//
//     preamble  16 "acs-token-cache\n", u32 version, u32 size of the header, 32 salt         in clear
//     header    i64 civil time, i64 boot time, u64 generation, u64 entries,                  sealed, and a
//     tag
//               u16 + boot id, u16 + resource
//     chunks    u32 size in clear, bit 31 set in the last one; then whole records:           sealed, and a
//     tag
//               u8 pinned, u8 known scopes, u16 lifetime, u32 generation,
//               i64 expires on, i64 age, i64 remaining, i64 idle,
//               u16 + user, u16 + list of other scopes (each u16 + name), u32 + token
//
// The bit is sealed too, as part of the nonce. The last chunk may be empty. Times are nanoseconds, the civil
// ones since 1970.
//
// What is decoded here has been authenticated. It is looked at as if it hadn't: every length and every number
// has its limits. Sans-IO.
namespace acs::cache {

struct snapshot_limits
{
    static constexpr std::size_t boot_id = 64;
    static constexpr std::size_t resource = 4096;
    static constexpr std::size_t user = 0xffff;
    static constexpr std::size_t other_scopes = 16 * 1024; // two bytes a name included
    static constexpr std::size_t token = 1024 * 1024;
    // Of age, remaining and idle. Two of them can be added or subtracted.
    static constexpr std::chrono::hours duration{100 * 365 * 24};

    static constexpr std::size_t record = 2 * sizeof(std::uint8_t) + 3 * sizeof(std::uint16_t) +
                                          2 * sizeof(std::uint32_t) + 4 * sizeof(std::int64_t) + user +
                                          other_scopes + token;
    static constexpr std::size_t header =
        4 * sizeof(std::int64_t) + 2 * sizeof(std::uint16_t) + boot_id + resource;
    // A writer begins another chunk rather than have more in one, unless it is a single record. Chunks of 1
    // MiB took twice the time to write, on a machine with 1 MiB of second-level cache.
    static constexpr std::size_t chunk = 256 * 1024;
    static constexpr std::size_t longest_chunk = record > chunk ? record : chunk;
};

// What a file says in clear.
struct snapshot_preamble
{
    static constexpr std::string_view magic = "acs-token-cache\n";
    static constexpr std::uint32_t current_version = 1;
    static constexpr std::size_t size = magic.size() + 2 * sizeof(std::uint32_t) + snapshot_cipher::salt_size;

    std::uint32_t version = current_version;
    std::uint32_t header_size = 0;
    std::string_view salt;

    std::string encode() const;
    // Nothing if it doesn't begin with the magic, or is short. Versions other than the current are given as
    // they are, and mean that nothing else is known.
    static std::optional<snapshot_preamble> decode(std::string_view text);
};

// What precedes a chunk.
struct snapshot_chunk_head
{
    static constexpr std::size_t size = sizeof(std::uint32_t);

    std::size_t chunk_size = 0; // without the tag
    bool last = false;

    void encode(char* into) const noexcept;
    static snapshot_chunk_head decode(const char* text) noexcept;
};

// Why it can't be saved; null if it can.
const char* objection(const snapshot_header& header) noexcept;
const char* objection(const snapshot_record& record) noexcept;

// There must be no objection.
std::string encode(const snapshot_header& header);
std::size_t encoded_size(const snapshot_record& record) noexcept;
void encode(const snapshot_record& record, wire::wiping_string& into);

// Nothing if the text is not one header.
std::optional<snapshot_header> decode_header(std::string_view text);

// Takes a record off the front of the text. False, and both are unspecified, if there is none. The record's
// texts are views of `text`.
bool decode_record(std::string_view& text, snapshot_record& record);

} // namespace acs::cache

#endif
