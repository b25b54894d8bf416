// What a reader of snapshots does with files that somebody or something has changed.

#include "cache/snapshot_cipher.hpp"
#include "cache/snapshot_codec.hpp"
#include "snapshot_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

using namespace acs;
using namespace acs::cache;
using part = snapshot_cipher::part;

namespace {

// A file of the parts that are put into it, all of them authentic.
class forged_file
{
public:
    explicit forged_file(const std::string& header)
    {
        snapshot_preamble preamble;
        preamble.header_size = static_cast<std::uint32_t>(header.size());
        preamble.salt = salt_;
        text_ = preamble.encode();
        cipher_.emplace(snapshot_cipher::make(snapshot_folder::key(), salt_, text_).value());
        text_ += seal(part::header, 0, header);
    }

    explicit forged_file(std::uint64_t entries) : forged_file(encode(header(entries))) {}

    forged_file& chunk(part kind, std::uint64_t number, const std::string& records)
    {
        char head[snapshot_chunk_head::size];
        snapshot_chunk_head{records.size(), kind == part::last_chunk}.encode(head);
        text_.append(head, sizeof(head)) += seal(kind, number, records);
        return *this;
    }

    errc load() const
    {
        const snapshot_folder folder;
        folder.write(text_);
        const auto loaded = folder.load();
        return loaded ? errc{} : static_cast<errc>(loaded.error().code().value());
    }

    static snapshot_header header(std::uint64_t entries)
    {
        snapshot_header made = snapshot_folder::header();
        made.entries = entries;
        return made;
    }

private:
    std::string seal(part kind, std::uint64_t number, std::string text)
    {
        const std::size_t size = text.size();
        text.resize(size + snapshot_cipher::tag_size);
        REQUIRE(cipher_->seal(kind, number, text.data(), size));
        return text;
    }

    std::string salt_ = std::string(snapshot_cipher::salt_size, 's');
    std::optional<snapshot_cipher> cipher_;
    std::string text_;
};

std::string records(std::size_t first, std::size_t count)
{
    wire::wiping_string text;
    for (std::size_t i = first; i < first + count; ++i)
        encode(snapshot_folder::record(i), text);
    return std::string(text);
}

bool refused(const snapshot_folder& folder, const std::string& text)
{
    std::filesystem::remove(folder.path()); // ext4 flushes to the disk what is written over
    folder.write(text);
    const auto loaded = folder.load();
    return !loaded && (loaded.error() == errc::snapshot_damaged || loaded.error() == errc::snapshot_foreign);
}

constexpr errc fine{};

} // namespace

TEST_CASE("snapshot tampering: no bit of a file may be another")
{
    const snapshot_folder folder;
    folder.save(2);
    const std::string text = folder.text();
    REQUIRE(folder.load().value() == 2);
    for (std::size_t i = 0; i < text.size(); ++i)
        for (const unsigned flip : {0x01U, 0x80U, 0xffU}) {
            CAPTURE(i);
            std::string changed = text;
            changed[i] = static_cast<char>(static_cast<unsigned char>(text[i]) ^ flip);
            CHECK(refused(folder, changed));
        }
}

TEST_CASE("snapshot tampering: nothing may be missing at the end, or added")
{
    const snapshot_folder folder;
    for (const std::size_t count : {0U, 2U}) {
        folder.save(count);
        const std::string text = folder.text();
        for (std::size_t size = 0; size < text.size(); ++size) {
            CAPTURE(size);
            CHECK(refused(folder, text.substr(0, size)));
        }
        CHECK(refused(folder, text + '\0'));
        CHECK(refused(folder, text + text));
        CHECK(refused(folder, text + text.substr(text.size() - 100)));
    }
}

TEST_CASE("snapshot tampering: nothing may be missing in the middle")
{
    const snapshot_folder folder;
    folder.save(2);
    const std::string text = folder.text();
    for (std::size_t i = 0; i < text.size(); ++i) {
        CAPTURE(i);
        CHECK(refused(folder, text.substr(0, i) + text.substr(i + 1)));
        CHECK(refused(folder, text.substr(0, i) + text[i] + text.substr(i)));
    }
}

TEST_CASE("snapshot tampering: the parts of two files with one key don't mix")
{
    const snapshot_folder folder;
    folder.save(2);
    const std::string a = folder.text();
    folder.save(2);
    const std::string b = folder.text();
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 28; i < a.size(); i += 4) // behind the version and the first bytes of the salt
        CHECK(refused(folder, a.substr(0, i) + b.substr(i)));
}

TEST_CASE("snapshot tampering: chunks keep their places")
{
    const auto file = [](std::initializer_list<int> order) {
        // Each a chunk that some writer sealed: 0, 1, 2 and the last, 3.
        forged_file made(8);
        for (const int i : order) {
            const auto number = static_cast<std::uint64_t>(i);
            made.chunk(i == 3 ? part::last_chunk : part::chunk, number, records(number * 2, 2));
        }
        return made.load();
    };
    CHECK(file({0, 1, 2, 3}) == fine);
    CHECK(file({1, 0, 2, 3}) == errc::snapshot_damaged);
    CHECK(file({0, 2, 1, 3}) == errc::snapshot_damaged);
    CHECK(file({0, 0, 1, 2, 3}) == errc::snapshot_damaged);
    CHECK(file({0, 1, 3}) == errc::snapshot_damaged);
    CHECK(file({1, 2, 3}) == errc::snapshot_damaged);
    CHECK(file({0, 1, 2}) == errc::snapshot_damaged);
    CHECK(file({3}) == errc::snapshot_damaged);
    CHECK(file({}) == errc::snapshot_damaged);
    CHECK(file({0, 1, 2, 3, 3}) == errc::snapshot_damaged);
}

TEST_CASE("snapshot tampering: what is authentic must make sense, too")
{
    const std::string two = records(0, 2);
    CHECK(forged_file(2).chunk(part::last_chunk, 0, two).load() == fine);
    CHECK(forged_file(2).chunk(part::chunk, 0, two).chunk(part::last_chunk, 1, "").load() == fine);
    CHECK(forged_file(2).chunk(part::chunk, 0, "").chunk(part::last_chunk, 1, two).load() == fine);
    CHECK(forged_file(3).chunk(part::last_chunk, 0, two).load() == errc::snapshot_damaged);
    CHECK(forged_file(1).chunk(part::last_chunk, 0, two).load() == errc::snapshot_damaged);
    CHECK(forged_file(2).chunk(part::last_chunk, 0, two + "x").load() == errc::snapshot_damaged);
    const std::string half = two.substr(0, 30), rest = two.substr(30);
    CHECK(
        forged_file(2).chunk(part::chunk, 0, half).chunk(part::last_chunk, 1, rest).load() ==
        errc::snapshot_damaged); // no record spans chunks
    std::string too_long;
    while (too_long.size() <= snapshot_limits::longest_chunk)
        too_long += records(0, 1000);
    CHECK(
        forged_file(too_long.size() / records(0, 1000).size() * 1000)
            .chunk(part::last_chunk, 0, too_long)
            .load() == errc::snapshot_damaged);

    CHECK(forged_file("").load() == errc::snapshot_damaged);
    CHECK(forged_file(std::string(36, '\0')).load() == errc::snapshot_damaged);
    CHECK(
        forged_file(encode(forged_file::header(0)) + "x").chunk(part::last_chunk, 0, "").load() ==
        errc::snapshot_damaged);
    const std::string long_header(snapshot_limits::header + 1, 'x');
    CHECK(forged_file(long_header).load() == errc::snapshot_damaged);
}

TEST_CASE("snapshot tampering: a file that changes while it is read is noticed")
{
    const snapshot_folder folder;
    folder.save(5'000); // several chunks
    const std::string text = folder.text();
    auto reader = folder.open();
    REQUIRE(reader.has_value());
    REQUIRE(reader->verify().has_value());
    snapshot_record record;
    REQUIRE(reader->next(record).value());
    folder.write(text.substr(0, text.size() - 1)); // in place
    result<bool> more = true;
    while (more && *more)
        more = reader->next(record);
    REQUIRE_FALSE(more.has_value());
    CHECK(more.error() == errc::snapshot_damaged);

    folder.write(text);
    reader = folder.open();
    REQUIRE(reader.has_value());
    folder.save(1); // replaced: the reader keeps the file that it has opened
    REQUIRE(reader->verify().has_value());
    CHECK(folder.load().value() == 1);
}
