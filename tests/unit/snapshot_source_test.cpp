#include "cache/snapshot_source.hpp"

#include "snapshot_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

using namespace acs;
using namespace acs::cache;
namespace fs = std::filesystem;

namespace {

// The error of opening the path; it must be unreadable.
std::string refusal(const std::string& path)
{
    const auto opened = snapshot_source::open(path);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error() == errc::snapshot_unreadable);
    return opened.error().message();
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("snapshot source: reads a file of its user alone")
{
    const snapshot_folder folder;
    folder.write("content");
    auto source = snapshot_source::open(folder.path());
    REQUIRE(source.has_value());
    char text[8] = {};
    CHECK(source->read(text, 3).value() == 3);
    CHECK(source->read(text + 3, 5).value() == 4);
    CHECK(std::string(text) == "content");
    CHECK(source->read(text, 5).value() == 0);
    REQUIRE(source->seek(2).has_value());
    CHECK(source->read(text, 8).value() == 5);
    CHECK(std::string(text, 5) == "ntent");
}

TEST_CASE("snapshot source: any access of others is refused")
{
    const snapshot_folder folder;
    folder.write("content");
    for (const mode_t bit : {040U, 020U, 010U, 04U, 02U, 01U}) {
        REQUIRE(::chmod(folder.path().c_str(), 0600 | bit) == 0);
        CHECK(has(refusal(folder.path()), "others than its owner have access to it (chmod 600)"));
    }
    REQUIRE(::chmod(folder.path().c_str(), 0644) == 0);
    CHECK(has(refusal(folder.path()), "has mode 0644"));
    REQUIRE(::chmod(folder.path().c_str(), 0400) == 0);
    CHECK(snapshot_source::open(folder.path()).has_value());
}

TEST_CASE("snapshot source: mode and owner, as such")
{
    CHECK(snapshot_source::objection(S_IFREG | 0600, 7, 7).empty());
    CHECK(snapshot_source::objection(S_IFREG | 0700, 7, 7).empty());
    CHECK(
        snapshot_source::objection(S_IFREG | 0600, 7, 8) ==
        "belongs to user 7, and this process runs as user 8");
    CHECK_FALSE(snapshot_source::objection(S_IFREG | 0600, 7, 0).empty()); // root too
    CHECK(has(snapshot_source::objection(S_IFREG | 06604, 7, 7), "has mode 6604"));
    CHECK(snapshot_source::objection(S_IFSOCK | 0600, 7, 7) == "is not a regular file");
}

TEST_CASE("snapshot source: the owner is looked at")
{
    const snapshot_folder folder;
    folder.write("content");
    if (::geteuid() != 0)
        return; // nobody else can give files away
    REQUIRE(::chown(folder.path().c_str(), 12345, 0) == 0);
    CHECK(has(refusal(folder.path()), "belongs to user 12345"));
}

TEST_CASE("snapshot source: what is no regular file is refused, without waiting for it")
{
    const snapshot_folder folder;
    CHECK(has(refusal(folder.folder().string()), "is not a regular file"));
    REQUIRE(::mkfifo(folder.path().c_str(), 0600) == 0);
    CHECK(has(refusal(folder.path()), "is not a regular file"));
    CHECK(has(refusal("/dev/null"), "is not a regular file"));
}

TEST_CASE("snapshot source: a link to a file is followed")
{
    const snapshot_folder folder;
    folder.write("content");
    const fs::path link = folder.folder() / "link";
    fs::create_symlink("tokens", link);
    CHECK(snapshot_source::open(link.string()).has_value());
}

TEST_CASE("snapshot source: the system's reason is told")
{
    const snapshot_folder folder;
    const auto missing = snapshot_source::open(folder.path());
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error() == errc::snapshot_unreadable);
    CHECK(missing.error().cause() == boost::system::errc::no_such_file_or_directory);
    CHECK(has(missing.error().message(), "cannot open '" + folder.path() + "'"));
    CHECK(snapshot_source::open("").error() == errc::invalid_argument);
    CHECK(snapshot_source::open(std::string("a\0b", 3)).error() == errc::invalid_argument);
}
