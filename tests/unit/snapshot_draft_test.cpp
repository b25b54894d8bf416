#include "cache/snapshot_draft.hpp"

#include "file_size_limit.hpp"
#include "snapshot_folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace acs;
using namespace acs::cache;
namespace fs = std::filesystem;

namespace {

mode_t mode_of(const fs::path& path)
{
    struct ::stat status;
    REQUIRE(::lstat(path.c_str(), &status) == 0);
    return status.st_mode;
}

void save(const std::string& path, std::string_view text)
{
    auto draft = snapshot_draft::create(path);
    REQUIRE(draft.has_value());
    REQUIRE(draft->append(text).has_value());
    REQUIRE(draft->sync().has_value());
    REQUIRE(draft->replace().has_value());
}

// Puts the process's mask back.
class mask
{
public:
    explicit mask(mode_t value) : former_(::umask(value)) {}
    mask(const mask&) = delete;
    mask& operator=(const mask&) = delete;
    ~mask() { ::umask(former_); }

private:
    mode_t former_;
};

} // namespace

TEST_CASE("snapshot draft: nobody else may read it, at any time")
{
    const snapshot_folder folder;
    for (const mode_t value : {0000U, 0022U, 0777U}) {
        const mask set(value);
        auto draft = snapshot_draft::create(folder.path());
        REQUIRE(draft.has_value());
        REQUIRE(folder.names().size() == 1);
        const std::string name = folder.names().front();
        CHECK(name.starts_with("tokens."));
        CHECK(name.size() == std::string("tokens.XXXXXX").size());
        CHECK(mode_of(folder.folder() / name) == (S_IFREG | 0600));
        REQUIRE(draft->append("text").has_value());
        REQUIRE(draft->replace().has_value());
        CHECK(mode_of(folder.path()) == (S_IFREG | 0600));
        fs::remove(folder.path());
    }
}

TEST_CASE("snapshot draft: replaces at one stroke, or leaves nothing")
{
    const snapshot_folder folder;
    folder.write("old");
    {
        auto draft = snapshot_draft::create(folder.path());
        REQUIRE(draft.has_value());
        REQUIRE(draft->append("0ew text").has_value());
        CHECK(folder.text() == "old");
        REQUIRE(draft->overwrite("n").has_value());
        REQUIRE(draft->sync().has_value());
        CHECK(folder.text() == "old");
        snapshot_draft moved = std::move(*draft);
        REQUIRE(moved.replace().has_value());
        CHECK(folder.text() == "new text");
    }
    CHECK(folder.text() == "new text");
    {
        auto draft = snapshot_draft::create(folder.path());
        REQUIRE(draft.has_value());
        REQUIRE(draft->append("newer").has_value());
        REQUIRE(draft->sync().has_value());
        CHECK(folder.names().size() == 2);
    }
    CHECK(folder.text() == "new text");
    CHECK(folder.names() == std::vector<std::string>{"tokens"});
}

TEST_CASE("snapshot draft: two at a time don't meet")
{
    const snapshot_folder folder;
    auto a = snapshot_draft::create(folder.path());
    auto b = snapshot_draft::create(folder.path());
    REQUIRE(a.has_value());
    REQUIRE(b.has_value());
    REQUIRE(a->append("a").has_value());
    REQUIRE(b->append("b").has_value());
    REQUIRE(b->replace().has_value());
    REQUIRE(a->replace().has_value());
    CHECK(folder.text() == "a");
    CHECK(folder.names() == std::vector<std::string>{"tokens"});
}

TEST_CASE("snapshot draft: a link in its place is replaced, not followed")
{
    const snapshot_folder folder;
    const fs::path target = folder.folder() / "other";
    save(target.string(), "untouched");
    fs::create_symlink("other", folder.path());
    save(folder.path(), "text");
    CHECK(S_ISREG(mode_of(folder.path())));
    CHECK(folder.text() == "text");
    fs::rename(target, folder.path());
    CHECK(folder.text() == "untouched");
}

TEST_CASE("snapshot draft: a process that dies before the end leaves the old file")
{
    const snapshot_folder folder;
    folder.write("old");
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto draft = snapshot_draft::create(folder.path());
        const bool written = draft && draft->append("new") && draft->sync();
        ::_exit(written ? 0 : 1); // as a crash: nothing is tidied up
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    CHECK(folder.text() == "old");
    CHECK(folder.names().size() == 2);
    save(folder.path(), "newer"); // the left-over is in nobody's way
    CHECK(folder.text() == "newer");
}

TEST_CASE("snapshot draft: no space on the disk is an error, and leaves the old file")
{
    const snapshot_folder folder;
    folder.write("old");
    {
        auto draft = snapshot_draft::create(folder.path());
        REQUIRE(draft.has_value());
        result<void> written;
        {
            const file_size_limit limit(1000);
            written = draft->append(std::string(1001, 'x'));
        }
        REQUIRE_FALSE(written.has_value());
        CHECK(written.error() == errc::snapshot_unreadable);
        CHECK(written.error().cause() == boost::system::errc::file_too_large);
        CHECK(written.error().message().find("cannot write '" + folder.path() + ".") != std::string::npos);
    }
    CHECK(folder.text() == "old");
    CHECK(folder.names() == std::vector<std::string>{"tokens"});
}

TEST_CASE("snapshot draft: bad places")
{
    const snapshot_folder folder;
    const auto missing = snapshot_draft::create((folder.folder() / "none" / "tokens").string());
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error() == errc::snapshot_unreadable);
    CHECK(missing.error().cause() == boost::system::errc::no_such_file_or_directory);
    CHECK(snapshot_draft::create("").error() == errc::invalid_argument);
    CHECK(snapshot_draft::create(std::string("a\0b", 3)).error() == errc::invalid_argument);

    fs::create_directory(folder.path());
    {
        auto draft = snapshot_draft::create(folder.path());
        REQUIRE(draft.has_value());
        const auto replaced = draft->replace();
        REQUIRE_FALSE(replaced.has_value());
        CHECK(replaced.error().cause() == boost::system::errc::is_a_directory);
    }
    CHECK(folder.names() == std::vector<std::string>{"tokens"});
}

TEST_CASE("snapshot draft: a path without a folder is in the current one")
{
    const snapshot_folder folder;
    const fs::path former = fs::current_path();
    fs::current_path(folder.folder());
    save("tokens", "text");
    fs::current_path(former);
    CHECK(folder.text() == "text");
}
