// Snapshots of the token cache: no file is believed that wasn't sealed with the key, what was sealed and
// makes no sense is refused, and what is read is what would be written.

#include "cache/snapshot_codec.hpp"
#include "cache/snapshot_reader.hpp"
#include "fuzz/require.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace acs::cache;
using fuzz::require;
using part = snapshot_cipher::part;

namespace {

constexpr std::string_view resource = "contoso";
const acs::secret key("a key of thirty-two bytes, or so");

// Records until one is none. `whole`: the text ends with the last one.
struct records
{
    std::uint64_t count = 0;
    bool whole = false;
};

records decode_all(std::string_view text)
{
    records made;
    snapshot_record record;
    while (!text.empty()) {
        const std::string_view before = text;
        if (!decode_record(text, record))
            return made;
        require(!objection(record), "a record is within the limits");
        const std::string_view taken = before.substr(0, before.size() - text.size());
        require(taken.size() == encoded_size(record), "a record is as long as it says");
        acs::wire::wiping_string again;
        encode(record, again);
        require(again == taken, "a record is written as it was read");
        ++made.count;
    }
    made.whole = true;
    return made;
}

void decode_plain(std::string_view text)
{
    decode_all(text);
    if (const auto header = decode_header(text)) {
        require(!objection(*header), "a header is within the limits");
        require(encode(*header) == text, "a header is written as it was read");
    }
    if (const auto preamble = snapshot_preamble::decode(text))
        require(preamble->encode() == text, "a preamble is written as it was read");
}

// What a file of this content gives: the number of records, or an error.
acs::result<std::uint64_t> load(std::string_view content)
{
    static const int file = [] {
        const int made = ::memfd_create("snapshot", MFD_CLOEXEC);
        require(made >= 0 && ::fchmod(made, 0600) == 0, "a file in memory can be made");
        return made;
    }();
    const bool written = ::ftruncate(file, 0) == 0 && ::pwrite(file, content.data(), content.size(), 0) ==
                                                          static_cast<ssize_t>(content.size());
    require(written, "it can be written");
    auto reader = snapshot_reader::open("/proc/self/fd/" + std::to_string(file), key, resource);
    if (!reader)
        return reader.error();
    const auto verified = reader->verify();
    snapshot_record record;
    std::uint64_t count = 0;
    acs::result<bool> more = true;
    while ((more = reader->next(record)) && *more)
        ++count;
    require(more.has_value() == verified.has_value(), "verifying and reading agree");
    if (!verified)
        return verified.error();
    require(count == reader->header().entries, "the header knows how many there are");
    return count;
}

void require_refused(const acs::result<std::uint64_t>& loaded)
{
    require(
        loaded || loaded.error() == acs::errc::snapshot_damaged ||
            loaded.error() == acs::errc::snapshot_foreign,
        "a bad file is damaged or foreign");
}

// Parts of a file that are sealed with the key, so that the reader looks at what is in them.
class sealed_file
{
public:
    explicit sealed_file(std::string_view header) : cipher_(begin(header.size(), text_))
    {
        append(part::header, 0, header);
    }

    void chunk(part kind, std::uint64_t number, std::string_view records)
    {
        char head[snapshot_chunk_head::size];
        snapshot_chunk_head{records.size(), kind == part::last_chunk}.encode(head);
        text_.append(head, sizeof(head));
        append(kind, number, records);
    }

    const std::string& text() const { return text_; }

private:
    static snapshot_cipher begin(std::size_t header_size, std::string& text)
    {
        static const std::string salt(snapshot_cipher::salt_size, 's');
        snapshot_preamble preamble;
        preamble.header_size = static_cast<std::uint32_t>(header_size);
        preamble.salt = salt;
        text = preamble.encode();
        return snapshot_cipher::make(key, salt, text).value();
    }

    void append(part kind, std::uint64_t number, std::string_view plain)
    {
        std::string sealed(plain);
        sealed.resize(plain.size() + snapshot_cipher::tag_size);
        require(cipher_.seal(kind, number, sealed.data(), plain.size()), "OpenSSL encrypts");
        text_ += sealed;
    }

    std::string text_;
    snapshot_cipher cipher_;
};

// Two chunks of authentic nonsense; the first byte says where to cut.
void load_sealed(std::string_view text)
{
    const std::size_t cut = text.empty() ? 0 : static_cast<unsigned char>(text[0]) * text.size() / 256;
    const std::string_view a = text.substr(0, cut), b = text.substr(cut);
    const records first = decode_all(a), second = decode_all(b);
    snapshot_header header;
    header.resource = resource;
    header.entries = first.count + second.count;
    sealed_file file(encode(header));
    file.chunk(part::chunk, 0, a);
    file.chunk(part::last_chunk, 1, b);
    const auto loaded = load(file.text());
    require_refused(loaded);
    require(
        loaded.has_value() == (first.whole && second.whole), "a file of whole records loads, and no other");
    const auto truncated = load(file.text().substr(0, file.text().size() - 1));
    require(!truncated, "a file that lacks its end is refused");
}

// A sealed header that may be anything.
void load_header(std::string_view text)
{
    if (text.size() > snapshot_limits::header + 1)
        return;
    sealed_file file(text);
    file.chunk(part::last_chunk, 0, {});
    const auto loaded = load(file.text());
    require_refused(loaded);
    const auto header = decode_header(text);
    require(
        loaded.has_value() == (header && header->resource == resource && header->entries == 0),
        "a header counts if it is one");
}

// A good file, changed at places: three bytes each say where and how.
void load_changed(std::string_view changes)
{
    static const std::string good = [] {
        snapshot_record record;
        record.user = "8:acs:user";
        record.token = "token";
        acs::wire::wiping_string text;
        encode(record, text);
        snapshot_header header;
        header.resource = resource;
        header.entries = 2;
        sealed_file file(encode(header));
        file.chunk(part::chunk, 0, text);
        file.chunk(part::last_chunk, 1, text);
        return file.text();
    }();
    std::string changed = good;
    for (; changes.size() >= 3; changes.remove_prefix(3)) {
        const auto at =
            static_cast<unsigned char>(changes[0]) * 256U + static_cast<unsigned char>(changes[1]);
        changed[at % changed.size()] = changes[2];
    }
    if (!changes.empty())
        changed.resize(static_cast<unsigned char>(changes[0]) * changed.size() / 255);
    const auto loaded = load(changed);
    require_refused(loaded);
    require(loaded.has_value() == (changed == good), "a good file loads, and no changed one");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 5) {
    case 0:
        decode_plain(text);
        break;
    case 1: {
        const auto loaded = load(text);
        require_refused(loaded);
        require(!loaded, "nobody guesses a tag");
        break;
    }
    case 2:
        load_sealed(text);
        break;
    case 3:
        load_header(text);
        break;
    default:
        load_changed(text);
    }
    return 0;
}
