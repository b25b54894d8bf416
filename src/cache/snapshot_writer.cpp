#include "cache/snapshot_writer.hpp"

#include "cache/snapshot_codec.hpp"
#include "cache/snapshot_error.hpp"

#include <array>
#include <openssl/rand.h>
#include <utility>

namespace acs::cache {

namespace {

constexpr std::size_t head_size = snapshot_chunk_head::size;

} // namespace

result<snapshot_writer> snapshot_writer::create(std::string path, const secret& key, snapshot_header header)
{
    if (const char* const why = objection(header))
        return snapshot_error(errc::invalid_argument, why);
    std::array<char, snapshot_cipher::salt_size> salt;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(salt.data()), static_cast<int>(salt.size())) != 1)
        return snapshot_error(errc::internal, "OpenSSL has no random numbers");
    const std::size_t header_size = encode(header).size(); // the number of entries is as long as any
    snapshot_preamble preamble;
    preamble.header_size = static_cast<std::uint32_t>(header_size);
    preamble.salt = {salt.data(), salt.size()};
    std::string clear = preamble.encode();
    auto cipher = snapshot_cipher::make(key, preamble.salt, clear);
    if (!cipher)
        return cipher.error();
    auto draft = snapshot_draft::create(std::move(path));
    if (!draft)
        return draft.error();
    // The header comes last, when the entries are counted. Until then there is room for it.
    if (const auto written =
            draft->append(clear + std::string(header_size + snapshot_cipher::tag_size, '\0'));
        !written)
        return written.error();
    return snapshot_writer(std::move(*draft), std::move(*cipher), std::move(clear), std::move(header));
}

snapshot_writer::snapshot_writer(
    snapshot_draft draft, snapshot_cipher cipher, std::string preamble, snapshot_header header)
    : draft_(std::move(draft)), cipher_(std::move(cipher)), preamble_(std::move(preamble)),
      header_(std::move(header))
{
    header_.entries = 0;
    chunk_.reserve(head_size + snapshot_limits::chunk + snapshot_cipher::tag_size);
    chunk_.resize(head_size);
}

result<void> snapshot_writer::add(const snapshot_record& record)
{
    if (failure_.code())
        return failure_;
    if (const char* const why = objection(record))
        return snapshot_error(errc::invalid_argument, why);
    const std::size_t used = chunk_.size() - head_size;
    if (used > 0 && used + encoded_size(record) > snapshot_limits::chunk)
        if (const auto written = write_chunk(snapshot_cipher::part::chunk); !written)
            return keep(written);
    encode(record, chunk_);
    ++header_.entries;
    return {};
}

result<void> snapshot_writer::commit()
{
    if (failure_.code())
        return failure_;
    result<void> outcome = write_chunk(snapshot_cipher::part::last_chunk);
    if (outcome)
        outcome = write_header();
    if (outcome)
        outcome = draft_.sync();
    if (outcome)
        outcome = draft_.replace();
    keep(snapshot_error(errc::invalid_argument, "the snapshot is saved already"));
    return outcome;
}

result<void> snapshot_writer::write_chunk(snapshot_cipher::part kind)
{
    const std::size_t size = chunk_.size() - head_size;
    chunk_.append(snapshot_cipher::tag_size, '\0');
    snapshot_chunk_head{size, kind == snapshot_cipher::part::last_chunk}.encode(chunk_.data());
    if (!cipher_.seal(kind, chunks_++, chunk_.data() + head_size, size))
        return snapshot_error(errc::internal, "OpenSSL cannot encrypt");
    auto written = draft_.append(chunk_);
    chunk_.resize(head_size);
    return written;
}

result<void> snapshot_writer::write_header()
{
    std::string text = encode(header_);
    const std::size_t size = text.size();
    text.append(snapshot_cipher::tag_size, '\0');
    if (!cipher_.seal(snapshot_cipher::part::header, 0, text.data(), size))
        return snapshot_error(errc::internal, "OpenSSL cannot encrypt");
    return draft_.overwrite(preamble_ + text);
}

// What the writer says from now on.
result<void> snapshot_writer::keep(result<void> outcome)
{
    failure_ = outcome.error();
    return outcome;
}

} // namespace acs::cache
