#ifndef ACS_CACHE_SNAPSHOT_WRITER_HPP
#define ACS_CACHE_SNAPSHOT_WRITER_HPP

#include "cache/snapshot_cipher.hpp"
#include "cache/snapshot_draft.hpp"
#include "cache/snapshot_header.hpp"
#include "cache/snapshot_record.hpp"
#include "wire/wiping_string.hpp"

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace acs::cache {

// Saves a snapshot. What was at the path stays until commit() has it all on the disk; a writer that is
// destroyed before leaves nothing behind. Nothing is written in clear but a version, a salt and sizes. All
// functions may block on the disk. Not thread-safe.
class snapshot_writer
{
public:
    // errc::invalid_argument: the key has less than 32 bytes, the header an over-long text. The header's
    // number of entries counts for nothing.
    static result<snapshot_writer> create(std::string path, const secret& key, snapshot_header header);

    // errc::invalid_argument if the record is beyond snapshot_limits; it is left out then, and the writer
    // goes on. After any other error it fails for good.
    result<void> add(const snapshot_record& record);

    // Seals what is left and puts the file in its place. The last call.
    result<void> commit();

private:
    snapshot_writer(
        snapshot_draft draft, snapshot_cipher cipher, std::string preamble, snapshot_header header);

    result<void> write_chunk(snapshot_cipher::part kind);
    result<void> write_header();
    result<void> keep(result<void> outcome);

    snapshot_draft draft_;
    snapshot_cipher cipher_;
    std::string preamble_;
    snapshot_header header_;
    wire::wiping_string chunk_; // its head, then its records
    std::uint64_t chunks_ = 0;
    error failure_;
};

} // namespace acs::cache

#endif
