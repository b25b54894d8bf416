#include "cache/snapshot_writer.hpp"

#include "cache/snapshot_codec.hpp"
#include "file_size_limit.hpp"
#include "snapshot_folder.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace acs;
using namespace acs::cache;

namespace {

const std::vector<std::string> only_the_file{"tokens"};

} // namespace

TEST_CASE("snapshot writer: nothing readable is in the file, nor in its draft")
{
    const snapshot_folder folder;
    auto writer = folder.writer();
    REQUIRE(writer.has_value());
    snapshot_record record = snapshot_folder::record(1);
    record.token = "a-very-secret-token";
    for (int i = 0; i < 20'000; ++i) // more than a chunk: some of it is in the draft already
        REQUIRE(writer->add(record).has_value());
    const auto names = folder.names();
    REQUIRE(names.size() == 1);
    std::filesystem::copy(folder.folder() / names.front(), folder.path());
    const std::string draft = folder.text();
    std::filesystem::remove(folder.path());
    REQUIRE(writer->commit().has_value());
    const std::string file = folder.text();
    CHECK(draft.size() > 1'000'000);
    CHECK(file.size() > draft.size());
    for (const std::string& text : {draft, file})
        for (const auto part : {"secret", "8:acs", "contoso", "f3b1c5d2", "thirty-two"})
            CHECK(text.find(part) == std::string::npos);
    CHECK(folder.names() == only_the_file);
}

TEST_CASE("snapshot writer: no two files are alike")
{
    const snapshot_folder a, b;
    a.save(3);
    b.save(3);
    const std::string x = a.text(), y = b.text();
    REQUIRE(x.size() == y.size());
    std::size_t same = 0;
    for (std::size_t i = 24; i < x.size(); ++i)
        same += x[i] == y[i] ? 1U : 0U;
    CHECK(same < x.size() / 10);
}

TEST_CASE("snapshot writer: without commit, what was there stays")
{
    const snapshot_folder folder;
    folder.save(2);
    const std::string old = folder.text();
    {
        auto writer = folder.writer();
        REQUIRE(writer.has_value());
        REQUIRE(writer->add(snapshot_folder::record(1)).has_value());
        snapshot_writer moved = std::move(*writer);
        REQUIRE(moved.add(snapshot_folder::record(2)).has_value());
        CHECK(folder.names().size() == 2);
    }
    CHECK(folder.names() == only_the_file);
    CHECK(folder.text() == old);
}

TEST_CASE("snapshot writer: a process that is killed leaves the old file")
{
    const snapshot_folder folder;
    folder.save(2);
    const std::string old = folder.text();
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto writer = folder.writer();
        const bool added = writer && writer->add(snapshot_folder::record(1));
        ::_exit(added ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    CHECK(folder.text() == old);
    CHECK(folder.load().value() == 2);
}

TEST_CASE("snapshot writer: a full disk is an error for good, and leaves the old file")
{
    const snapshot_folder folder;
    folder.save(3'000); // several chunks
    const std::string old = folder.text();
    struct full_disk
    {
        std::size_t space;
        bool creates, adds;
    };
    for (const full_disk& disk :
         std::initializer_list<full_disk>{
             {10, false, true},             // no room for the preamble
             {200, true, false},            // for the first chunk
             {old.size() / 2, true, false}, // for one in the middle
             {old.size() - 1, true, true}}) // for the last one
    {
        CAPTURE(disk.space);
        result<void> added, committed, again;
        bool created = false;
        {
            std::optional<file_size_limit> limit(disk.space);
            auto writer = folder.writer();
            created = writer.has_value();
            for (std::size_t i = 0; created && added && i < 3'000; ++i)
                added = writer->add(snapshot_folder::record(i));
            if (created && added)
                committed = writer->commit();
            limit.reset(); // that there is space now doesn't help
            if (created && !added)
                committed = writer->commit();
            if (created)
                again = writer->commit();
        }
        CHECK(created == disk.creates);
        CHECK(added.has_value() == disk.adds);
        if (created) {
            REQUIRE_FALSE(committed.has_value());
            CHECK(committed.error() == errc::snapshot_unreadable);
            CHECK(committed.error().cause() == boost::system::errc::file_too_large);
            CHECK_FALSE(again.has_value());
        }
        CHECK(folder.names() == only_the_file);
        CHECK(folder.text() == old);
    }
}

TEST_CASE("snapshot writer: a record that can't be saved is left out")
{
    const snapshot_folder folder;
    auto writer = folder.writer();
    REQUIRE(writer.has_value());
    REQUIRE(writer->add(snapshot_folder::record(0)).has_value());
    snapshot_record bad = snapshot_folder::record(1);
    bad.remaining = std::chrono::nanoseconds(-1);
    const auto refused = writer->add(bad);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == errc::invalid_argument);
    CHECK(refused.error().message().find(std::string(bad.token)) == std::string::npos);
    REQUIRE(writer->add(snapshot_folder::record(2)).has_value());
    REQUIRE(writer->commit().has_value());
    CHECK(folder.load().value() == 2);
}

TEST_CASE("snapshot writer: after commit() it is done")
{
    const snapshot_folder folder;
    auto writer = folder.writer();
    REQUIRE(writer.has_value());
    REQUIRE(writer->commit().has_value());
    CHECK(writer->commit().error() == errc::invalid_argument);
    CHECK(writer->add(snapshot_folder::record(0)).error() == errc::invalid_argument);
    CHECK(folder.load().value() == 0);
}

TEST_CASE("snapshot writer: bad arguments are refused before a file is made")
{
    const snapshot_folder folder;
    snapshot_header header = snapshot_folder::header();
    const secret shorter(std::string(31, 'k'));
    CHECK(snapshot_writer::create(folder.path(), shorter, header).error() == errc::invalid_argument);
    header.resource.clear();
    const secret key = snapshot_folder::key();
    CHECK(snapshot_writer::create(folder.path(), key, header).error() == errc::invalid_argument);
    header = snapshot_folder::header();
    CHECK(snapshot_writer::create("", key, header).error() == errc::invalid_argument);
    CHECK(folder.names().empty());
}
