#include "cache/snapshot_reader.hpp"

#include "cache/snapshot_codec.hpp"
#include "cache/snapshot_error.hpp"

#include <array>
#include <utility>

namespace acs::cache {

namespace {

using part = snapshot_cipher::part;

error damaged(const std::string& path, const char* why)
{
    return snapshot_error(errc::snapshot_damaged, "'" + path + "' " + why);
}

constexpr const char* truncated = "is truncated";
constexpr const char* not_authentic =
    "was changed or cut off since it was saved, or saved with another key (encryption can't tell which)";
constexpr const char* malformed = "is authentic, but makes no sense";

result<snapshot_preamble> read_preamble(
    snapshot_source& source, std::array<char, snapshot_preamble::size>& text)
{
    const auto size = source.read(text.data(), text.size());
    if (!size)
        return size.error();
    const std::string_view read(text.data(), *size);
    const auto preamble = snapshot_preamble::decode(read);
    if (!preamble)
        return damaged(
            source.path(),
            snapshot_preamble::magic.starts_with(read.substr(0, snapshot_preamble::magic.size()))
                ? truncated
                : "is not a snapshot of a token cache");
    if (preamble->version != snapshot_preamble::current_version)
        return snapshot_error(
            errc::snapshot_foreign, "'" + source.path() + "' has version " +
                                        std::to_string(preamble->version) + " of the format, not " +
                                        std::to_string(snapshot_preamble::current_version));
    if (preamble->header_size > snapshot_limits::header)
        return damaged(source.path(), not_authentic);
    return *preamble;
}

result<snapshot_header> read_header(snapshot_source& source, snapshot_cipher& cipher, std::size_t size)
{
    std::string text(size + snapshot_cipher::tag_size, '\0');
    const auto read = source.read(text.data(), text.size());
    if (!read)
        return read.error();
    if (*read < text.size())
        return damaged(source.path(), truncated);
    if (!cipher.open(part::header, 0, text.data(), size))
        return damaged(source.path(), not_authentic);
    text.resize(size);
    auto header = decode_header(text);
    if (!header)
        return damaged(source.path(), malformed);
    return std::move(*header);
}

} // namespace

result<snapshot_reader> snapshot_reader::open(std::string path, const secret& key, std::string_view resource)
{
    auto source = snapshot_source::open(std::move(path));
    if (!source)
        return source.error();
    std::array<char, snapshot_preamble::size> text;
    const auto preamble = read_preamble(*source, text);
    if (!preamble)
        return preamble.error();
    auto cipher = snapshot_cipher::make(key, preamble->salt, std::string(text.data(), text.size()));
    if (!cipher)
        return cipher.error();
    auto header = read_header(*source, *cipher, preamble->header_size);
    if (!header)
        return header.error();
    if (header->resource != resource)
        return snapshot_error(
            errc::snapshot_foreign, "'" + source->path() + "' is of the resource '" + header->resource +
                                        "', not '" + std::string(resource) + "'");
    const std::size_t begin = text.size() + preamble->header_size + snapshot_cipher::tag_size;
    return snapshot_reader(std::move(*source), std::move(*cipher), std::move(*header), begin);
}

snapshot_reader::snapshot_reader(
    snapshot_source source, snapshot_cipher cipher, snapshot_header header, std::size_t begin)
    : source_(std::move(source)), cipher_(std::move(cipher)), header_(std::move(header)), begin_(begin)
{}

result<void> snapshot_reader::verify()
{
    if (auto begun = rewind(); !begun)
        return begun;
    snapshot_record record;
    for (;;) {
        const auto more = next(record);
        if (!more)
            return more.error();
        if (!*more)
            return rewind();
    }
}

result<bool> snapshot_reader::next(snapshot_record& record)
{
    if (failure_.code())
        return failure_;
    auto found = read_next(record);
    if (!found) {
        failure_ = found.error();
        rest_ = {};
    }
    return found;
}

result<bool> snapshot_reader::read_next(snapshot_record& record)
{
    while (rest_.empty()) {
        if (last_) {
            if (const auto complete = end(); !complete)
                return complete.error();
            return false;
        }
        if (const auto read = read_chunk(); !read)
            return read.error();
    }
    if (!decode_record(rest_, record))
        return damaged(source_.path(), malformed);
    ++entries_;
    return true;
}

result<void> snapshot_reader::read_chunk()
{
    std::array<char, snapshot_chunk_head::size> text;
    auto read = source_.read(text.data(), text.size());
    if (!read)
        return read.error();
    if (*read < text.size())
        return damaged(source_.path(), truncated);
    const auto head = snapshot_chunk_head::decode(text.data());
    if (head.chunk_size > snapshot_limits::longest_chunk)
        return damaged(source_.path(), not_authentic);
    const std::size_t sealed = head.chunk_size + snapshot_cipher::tag_size;
    if (chunk_.size() < sealed)
        chunk_.resize(sealed);
    read = source_.read(chunk_.data(), sealed);
    if (!read)
        return read.error();
    if (*read < sealed)
        return damaged(source_.path(), truncated);
    if (!cipher_.open(head.last ? part::last_chunk : part::chunk, chunks_++, chunk_.data(), head.chunk_size))
        return damaged(source_.path(), not_authentic);
    last_ = head.last;
    rest_ = {chunk_.data(), head.chunk_size};
    return {};
}

// Behind the last chunk.
result<void> snapshot_reader::end()
{
    char more = 0;
    const auto read = source_.read(&more, 1);
    if (!read)
        return read.error();
    if (*read != 0)
        return damaged(source_.path(), "has something behind its end");
    if (entries_ != header_.entries)
        return damaged(source_.path(), malformed);
    return {};
}

result<void> snapshot_reader::rewind()
{
    if (auto moved = source_.seek(begin_); !moved)
        return moved;
    rest_ = {};
    chunks_ = 0;
    entries_ = 0;
    last_ = false;
    return {};
}

} // namespace acs::cache
