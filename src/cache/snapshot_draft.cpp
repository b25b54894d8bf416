#include "cache/snapshot_draft.hpp"

#include "cache/snapshot_error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace acs::cache {

namespace {

// 0, or an errno.
int sync_folder(const std::string& path)
{
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    const snapshot_descriptor opened(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.is_open())
        return errno;
    // Some file systems have no such thing for folders.
    return ::fsync(opened.native()) == 0 || errno == EINVAL ? 0 : errno;
}

} // namespace

result<snapshot_draft> snapshot_draft::create(std::string path)
{
    if (path.empty() || path.find('\0') != std::string::npos)
        return snapshot_error(errc::invalid_argument, "the snapshot's path is empty, or has a NUL in it");
    std::string name = path + ".XXXXXX";
    // Mode 0600, and O_EXCL: what is there already is not opened, a link neither.
    snapshot_descriptor file(::mkostemp(name.data(), O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open())
        return snapshot_error(errc::snapshot_unreadable, "cannot create a file beside '" + path + "'", errno);
    snapshot_draft made(std::move(path), std::move(name), std::move(file));
    if (::fchmod(made.file_.native(), 0600) != 0) // a umask may have taken more
        return made.failure("cannot set the mode of", errno);
    return made;
}

snapshot_draft::snapshot_draft(std::string path, std::string name, snapshot_descriptor file)
    : path_(std::move(path)), name_(std::move(name)), file_(std::move(file))
{}

snapshot_draft::~snapshot_draft()
{
    if (file_.is_open() && !name_.empty())
        ::unlink(name_.c_str());
}

result<void> snapshot_draft::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t size = ::write(file_.native(), bytes.data(), bytes.size());
        if (size < 0 && errno != EINTR)
            return failure("cannot write", errno);
        if (size > 0)
            bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return {};
}

result<void> snapshot_draft::overwrite(std::string_view bytes)
{
    if (::lseek(file_.native(), 0, SEEK_SET) != 0)
        return failure("cannot write", errno);
    return append(bytes);
}

result<void> snapshot_draft::sync()
{
    if (::fsync(file_.native()) != 0)
        return failure("cannot write", errno);
    return {};
}

result<void> snapshot_draft::replace()
{
    if (std::rename(name_.c_str(), path_.c_str()) != 0)
        return failure("cannot rename", errno);
    name_.clear();
    if (const int number = sync_folder(path_))
        return snapshot_error(
            errc::snapshot_unreadable,
            "'" + path_ + "' is saved, but may be the former one after a power failure", number);
    return {};
}

error snapshot_draft::failure(const char* what, int number) const
{
    return snapshot_error(errc::snapshot_unreadable, std::string(what) + " '" + name_ + "'", number);
}

} // namespace acs::cache
