#ifndef ACS_CACHE_SNAPSHOT_READER_HPP
#define ACS_CACHE_SNAPSHOT_READER_HPP

#include "cache/snapshot_cipher.hpp"
#include "cache/snapshot_header.hpp"
#include "cache/snapshot_record.hpp"
#include "cache/snapshot_source.hpp"
#include "wire/wiping_string.hpp"

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acs::cache {

// Reads a snapshot as a stream of records. A chunk is authenticated before anything in it is looked at; that
// nothing is missing shows at the end alone, so who wants all or nothing calls verify() first. All functions
// may block on the disk. Not thread-safe.
//
// Errors: snapshot_unreadable, snapshot_damaged, snapshot_foreign. After one, the reader gives the same
// again.
class snapshot_reader
{
public:
    // Authenticates the header. errc::invalid_argument if the key has less than 32 bytes.
    static result<snapshot_reader> open(std::string path, const secret& key, std::string_view resource);

    const snapshot_header& header() const noexcept { return header_; }

    // Reads the whole file, and goes back to its first record.
    result<void> verify();

    // The next record, whose texts are valid until the next call; false at the end.
    result<bool> next(snapshot_record& record);

private:
    snapshot_reader(
        snapshot_source source, snapshot_cipher cipher, snapshot_header header, std::size_t begin);

    result<bool> read_next(snapshot_record& record);
    result<void> read_chunk();
    result<void> end();
    result<void> rewind();

    snapshot_source source_;
    snapshot_cipher cipher_;
    snapshot_header header_;
    std::size_t begin_; // where the chunks are in the file
    std::vector<char, wire::wiping_allocator<char>> chunk_;
    std::string_view rest_; // of the chunk's records
    std::uint64_t chunks_ = 0;
    std::uint64_t entries_ = 0;
    bool last_ = false;
    error failure_;
};

} // namespace acs::cache

#endif
