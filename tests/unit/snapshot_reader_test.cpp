#include "cache/snapshot_reader.hpp"

#include "cache/snapshot_codec.hpp"
#include "snapshot_folder.hpp"
#include "vectors.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <utility>

using namespace acs;
using namespace acs::cache;

namespace {

std::string from_hex(const std::string& text)
{
    std::string made;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        made += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    return made;
}

bool has(const error& why, const char* part)
{
    return why.message().find(part) != std::string::npos;
}

} // namespace

TEST_CASE("snapshot reader: everything comes back, in order")
{
    for (const std::size_t records : {0U, 1U, 2U, 100U, 10'000U}) {
        CAPTURE(records);
        const snapshot_folder folder;
        folder.save(records);
        auto opened = folder.open();
        REQUIRE(opened.has_value());
        snapshot_header header = snapshot_folder::header();
        header.entries = records;
        CHECK(opened->header() == header);
        REQUIRE(opened->verify().has_value());
        snapshot_reader reader = std::move(*opened);
        snapshot_record record;
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < records; ++i) {
            REQUIRE(reader.next(record).value());
            wrong += record == snapshot_folder::record(i) ? 0U : 1U;
        }
        CHECK(wrong == 0);
        CHECK_FALSE(reader.next(record).value());
        CHECK_FALSE(reader.next(record).value());
    }
}

TEST_CASE("snapshot reader: 100,000 tokens of 900 bytes")
{
    const snapshot_folder folder;
    {
        auto writer = folder.writer();
        REQUIRE(writer.has_value());
        std::string user, token(900, 't');
        snapshot_record record;
        for (int i = 0; i < 100'000; ++i) {
            record.user = user = "8:acs:" + std::to_string(i);
            record.token = token;
            if (!writer->add(record))
                FAIL("not added");
        }
        REQUIRE(writer->commit().has_value());
    }
    CHECK(std::filesystem::file_size(folder.path()) > 90'000'000);
    auto reader = folder.open();
    REQUIRE(reader.has_value());
    CHECK(reader->header().entries == 100'000);
    REQUIRE(reader->verify().has_value());
    snapshot_record record;
    int right = 0;
    while (reader->next(record).value())
        if (record.user == "8:acs:" + std::to_string(right) && record.token.size() == 900)
            ++right;
    CHECK(right == 100'000);
}

TEST_CASE("snapshot reader: the longest record of all has a chunk of its own")
{
    const snapshot_folder folder;
    const std::string token(snapshot_limits::token, 't');
    const std::string user(snapshot_limits::user, 'u');
    snapshot_record large = snapshot_folder::record(1);
    large.token = token;
    large.user = user;
    auto writer = folder.writer();
    REQUIRE(writer.has_value());
    REQUIRE(writer->add(snapshot_folder::record(0)).has_value());
    REQUIRE(writer->add(large).has_value());
    REQUIRE(writer->add(snapshot_folder::record(2)).has_value());
    REQUIRE(writer->commit().has_value());
    auto reader = folder.open();
    REQUIRE(reader.has_value());
    snapshot_record record;
    REQUIRE(reader->next(record).value());
    REQUIRE(reader->next(record).value());
    CHECK(record == large);
    REQUIRE(reader->verify().has_value()); // goes back to the beginning
    REQUIRE(reader->next(record).value());
    CHECK(record == snapshot_folder::record(0));
}

TEST_CASE("snapshot reader: reads what another implementation wrote")
{
    // Made with Python's `cryptography` from the description in snapshot_codec.hpp.
    const auto vectors = read_vectors("snapshot.json");
    REQUIRE(vectors.size() == 1);
    const auto& vector = vectors.front();
    const snapshot_folder folder;
    folder.write(from_hex(text_of(vector, "file")));
    auto reader = snapshot_reader::open(
        folder.path(), secret(from_hex(text_of(vector, "key"))), text_of(vector, "resource"));
    REQUIRE(reader.has_value());
    CHECK(reader->header().boot_id == "boot");
    CHECK(reader->header().saved_utc == wall_time(std::chrono::nanoseconds(1'767'225'600'123'456'789)));
    CHECK(reader->header().saved_boot == boot_time(std::chrono::nanoseconds(86'400'000'000'001)));
    CHECK(reader->header().generation == 258);
    CHECK(reader->header().entries == 2);
    REQUIRE(reader->verify().has_value());
    snapshot_record record;
    REQUIRE(reader->next(record).value());
    CHECK(record.user == "8:acs:first");
    CHECK(record.known_scopes == 9);
    CHECK(record.other_scopes == std::vector<std::string_view>{"a", "https://b/.default"});
    CHECK(record.lifetime_minutes == 1440);
    CHECK(record.generation == 0x01020304);
    CHECK(record.pinned);
    CHECK(record.expires_on == wall_time(std::chrono::nanoseconds(1'767'229'200'000'000'000)));
    CHECK(record.age.count() == 1);
    CHECK(record.remaining.count() == 3'599'000'000'000);
    CHECK(record.idle.count() == 500);
    CHECK(record.token == "first token");
    REQUIRE(reader->next(record).value());
    CHECK(record.user == "8:acs:second");
    CHECK(record.other_scopes.empty());
    CHECK_FALSE(record.pinned);
    CHECK(record.token == "second token");
    CHECK_FALSE(reader->next(record).value());
}

TEST_CASE("snapshot reader: another key, another resource, another version")
{
    const snapshot_folder folder;
    folder.save(3);
    const secret key = snapshot_folder::key(), wrong("another key of thirty-two bytes!");
    const auto by_key = snapshot_reader::open(folder.path(), wrong, snapshot_folder::resource);
    REQUIRE_FALSE(by_key.has_value());
    CHECK(by_key.error() == errc::snapshot_damaged);
    CHECK(has(by_key.error(), "saved with another key (encryption can't tell which)"));
    CHECK_FALSE(has(by_key.error(), "thirty-two"));

    const auto by_resource = snapshot_reader::open(folder.path(), key, "fabrikam");
    REQUIRE_FALSE(by_resource.has_value());
    CHECK(by_resource.error() == errc::snapshot_foreign);
    CHECK(has(by_resource.error(), "is of the resource 'contoso.communication.azure.com', not 'fabrikam'"));
    CHECK(
        snapshot_reader::open(folder.path(), wrong, "fabrikam").error() ==
        errc::snapshot_damaged); // it doesn't say whose it is

    std::string text = folder.text();
    text[16] = 2;
    folder.write(text);
    const auto by_version = folder.open();
    REQUIRE_FALSE(by_version.has_value());
    CHECK(by_version.error() == errc::snapshot_foreign);
    CHECK(has(by_version.error(), "has version 2 of the format, not 1"));

    const secret shorter(std::string(31, 'k'));
    folder.save(1);
    CHECK(
        snapshot_reader::open(folder.path(), shorter, snapshot_folder::resource).error() ==
        errc::invalid_argument);
}

TEST_CASE("snapshot reader: other files")
{
    const snapshot_folder folder;
    CHECK(folder.open().error() == errc::snapshot_unreadable);
    for (const std::string& text : {std::string("{}"), std::string(10'000, '\0'), std::string(50, 'a')}) {
        folder.write(text);
        const auto opened = folder.open();
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error() == errc::snapshot_damaged);
        CHECK(has(opened.error(), "is not a snapshot of a token cache"));
    }
    folder.write("");
    CHECK(folder.open().error() == errc::snapshot_damaged);
    CHECK(has(folder.open().error(), "is truncated"));
}
