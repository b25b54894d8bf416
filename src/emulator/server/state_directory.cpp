#include "emulator/server/state_directory.hpp"

#include "emulator/server/atomic_file.hpp"

#include <boost/system/system_error.hpp>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace acs::emulation {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int error, const std::string& what)
{
    throw boost::system::system_error(error, boost::system::system_category(), what);
}

std::string make_temporary_folder()
{
    std::error_code ignored;
    fs::path base = fs::temp_directory_path(ignored); // empty if TMPDIR names no folder
    std::string path = (base.empty() ? fs::path("/tmp") : base) / "acs-emulator-XXXXXX";
    if (!::mkdtemp(path.data()))
        fail(errno, "cannot make a temporary folder " + path);
    return path;
}

// The folders above it too; only the last is closed to others.
void make_folder(const fs::path& path)
{
    std::error_code error;
    if (path.has_parent_path())
        fs::create_directories(path.parent_path(), error); // mkdir says what is wrong
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        fail(errno, "cannot make the state folder " + path.string());
}

} // namespace

state_directory::state_directory(const std::string& path) : temporary_(path.empty())
{
    if (temporary_) {
        path_ = make_temporary_folder();
        return;
    }
    fs::path absolute = fs::absolute(path).lexically_normal();
    if (!absolute.has_filename())
        absolute = absolute.parent_path(); // written with a slash at the end
    path_ = absolute;
    make_folder(absolute);
    lock_ = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock_ < 0)
        fail(errno, "cannot use the state folder " + path_);
    int error = 0;
    std::string what = "cannot write to the state folder " + path_;
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        error = errno;
        what = "another emulator uses the state folder " + path_;
    } else if (::access(path_.c_str(), W_OK | X_OK) != 0) {
        error = errno;
    }
    if (error != 0) {
        ::close(lock_);
        fail(error, what);
    }
}

state_directory::~state_directory()
{
    if (lock_ >= 0)
        ::close(lock_);
    if (temporary_) {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
}

std::string state_directory::path_of(std::string_view name) const
{
    return (fs::path(path_) / name).string();
}

std::optional<std::string> state_directory::read(std::string_view name) const
{
    const std::string path = path_of(name);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT)
        return std::nullopt;
    if (file < 0)
        fail(errno, "cannot read " + path);
    std::string text;
    char buffer[16 * 1024];
    ssize_t size = 0;
    while ((size = ::read(file, buffer, sizeof buffer)) > 0 || (size < 0 && errno == EINTR)) {
        if (size > 0)
            text.append(buffer, static_cast<std::size_t>(size));
    }
    const int error = errno;
    ::close(file);
    if (size < 0)
        fail(error, "cannot read " + path);
    return text;
}

void state_directory::write(std::string_view name, std::string_view text) const
{
    write_atomic_file(path_of(name), text);
}

} // namespace acs::emulation
