#include "cache/snapshot_codec.hpp"

#include "snapshot_folder.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acs;
using namespace acs::cache;
using namespace std::chrono;

namespace {

wire::wiping_string encoded(const snapshot_record& record)
{
    wire::wiping_string text;
    encode(record, text);
    CHECK(text.size() == encoded_size(record));
    return text;
}

snapshot_record smallest()
{
    snapshot_record record;
    record.user = "u";
    record.token = "t";
    return record;
}

bool comes_back(const snapshot_record& record)
{
    const wire::wiping_string text = encoded(record);
    std::string_view rest = text;
    snapshot_record read = snapshot_folder::record(11); // whatever was in there
    return decode_record(rest, read) && read == record && rest.empty();
}

} // namespace

TEST_CASE("snapshot codec: every field comes back")
{
    CHECK(comes_back(smallest()));
    for (std::size_t i = 0; i < 100; ++i)
        CHECK(comes_back(snapshot_folder::record(i)));

    const std::string user(snapshot_limits::user, 'u');
    const std::string token(snapshot_limits::token, 't');
    const std::string scope(snapshot_limits::other_scopes - 8, 's');
    snapshot_record largest = smallest();
    largest.user = user;
    largest.token = token;
    largest.other_scopes = {scope, "", std::string_view("\0\n", 2)};
    largest.known_scopes = 0xff;
    largest.lifetime_minutes = 0xffff;
    largest.generation = 0xffff'ffff;
    largest.pinned = true;
    largest.expires_on = wall_time::max();
    largest.age = largest.remaining = largest.idle = snapshot_limits::duration;
    CHECK(objection(largest) == nullptr);
    CHECK(encoded_size(largest) == snapshot_limits::record);
    CHECK(comes_back(largest));
}

TEST_CASE("snapshot codec: records have limits")
{
    const std::string user(snapshot_limits::user + 1, 'u');
    const std::string token(snapshot_limits::token + 1, 't');
    const std::string scope(snapshot_limits::other_scopes - 1, 's');
    const auto refused = [](auto change) {
        snapshot_record record = smallest();
        REQUIRE(objection(record) == nullptr);
        change(record);
        return objection(record) != nullptr;
    };
    CHECK(refused([&](auto& record) { record.user = user; }));
    CHECK(refused([&](auto& record) { record.user = ""; }));
    CHECK(refused([&](auto& record) { record.token = token; }));
    CHECK(refused([&](auto& record) { record.token = ""; }));
    CHECK(refused([&](auto& record) { record.other_scopes = {scope}; }));
    CHECK(refused([&](auto& record) { record.expires_on = wall_time(-1ns); }));
    CHECK(refused([&](auto& record) { record.age = -1ns; }));
    CHECK(refused([&](auto& record) { record.idle = -1ns; }));
    CHECK(refused([&](auto& record) { record.remaining = -1ns; }));
    CHECK(refused([&](auto& record) { record.age = snapshot_limits::duration + 1ns; }));
    CHECK(refused([&](auto& record) { record.idle = snapshot_limits::duration + 1ns; }));
    CHECK(refused([&](auto& record) { record.remaining = snapshot_limits::duration + 1ns; }));
}

TEST_CASE("snapshot codec: no part of a record is a record")
{
    const wire::wiping_string text = encoded(snapshot_folder::record(2));
    for (std::size_t size = 0; size < text.size(); ++size) {
        std::string_view part = std::string_view(text).substr(0, size);
        snapshot_record read;
        CHECK_FALSE(decode_record(part, read));
    }
}

TEST_CASE("snapshot codec: records follow each other")
{
    wire::wiping_string text;
    for (std::size_t i = 0; i < 10; ++i)
        encode(snapshot_folder::record(i), text);
    std::string_view rest = text;
    for (std::size_t i = 0; i < 10; ++i) {
        snapshot_record read;
        REQUIRE(decode_record(rest, read));
        CHECK(read == snapshot_folder::record(i));
    }
    CHECK(rest.empty());
}

TEST_CASE("snapshot codec: the header comes back whole or not at all")
{
    snapshot_header header = snapshot_folder::header();
    header.entries = 0xfedcba9876543210;
    const std::string text = encode(header);
    CHECK(decode_header(text) == header);
    for (std::size_t size = 0; size < text.size(); ++size)
        CHECK_FALSE(decode_header(text.substr(0, size)));
    CHECK_FALSE(decode_header(text + '\0'));

    header.resource = std::string(snapshot_limits::resource, 'r');
    header.boot_id = std::string(snapshot_limits::boot_id, 'b');
    CHECK(encode(header).size() == snapshot_limits::header);
    CHECK(decode_header(encode(header)) == header);
    header.boot_id.clear();
    CHECK(decode_header(encode(header)) == header);
}

TEST_CASE("snapshot codec: headers have limits")
{
    const auto refused = [](auto change) {
        snapshot_header header = snapshot_folder::header();
        REQUIRE(objection(header) == nullptr);
        change(header);
        return objection(header) && !decode_header(encode(header));
    };
    CHECK(refused([](auto& header) { header.resource.clear(); }));
    CHECK(refused([](auto& header) { header.resource = std::string(snapshot_limits::resource + 1, 'r'); }));
    CHECK(refused([](auto& header) { header.boot_id = std::string(snapshot_limits::boot_id + 1, 'b'); }));
    CHECK(refused([](auto& header) { header.saved_utc = wall_time(-1ns); }));
    CHECK(refused([](auto& header) { header.saved_boot = boot_time(-1ns); }));
}

TEST_CASE("snapshot codec: preamble and heads of chunks")
{
    const std::string salt = "0123456789abcdef0123456789ABCDEF";
    snapshot_preamble preamble;
    preamble.header_size = 0x01020304;
    preamble.salt = salt;
    const std::string text = preamble.encode();
    CHECK(text == std::string("acs-token-cache\n\1\0\0\0\4\3\2\1", 24) + salt);
    const auto read = snapshot_preamble::decode(text);
    REQUIRE(read);
    CHECK(read->version == 1);
    CHECK(read->header_size == 0x01020304);
    CHECK(read->salt == salt);
    CHECK_FALSE(snapshot_preamble::decode(text.substr(1)));
    CHECK_FALSE(snapshot_preamble::decode("A" + text.substr(1)));

    char head[snapshot_chunk_head::size];
    snapshot_chunk_head{0x00123456, true}.encode(head);
    CHECK(std::string_view(head, sizeof(head)) == std::string_view("\x56\x34\x12\x80", 4));
    CHECK(snapshot_chunk_head::decode(head).chunk_size == 0x00123456);
    CHECK(snapshot_chunk_head::decode(head).last);
    snapshot_chunk_head{1, false}.encode(head);
    CHECK_FALSE(snapshot_chunk_head::decode(head).last);
}
