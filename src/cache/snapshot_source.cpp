#include "cache/snapshot_source.hpp"

#include "cache/snapshot_error.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace acs::cache {

namespace {

error failure(const char* what, const std::string& path, int number)
{
    return snapshot_error(errc::snapshot_unreadable, std::string(what) + " '" + path + "'", number);
}

} // namespace

result<snapshot_source> snapshot_source::open(std::string path)
{
    if (path.empty() || path.find('\0') != std::string::npos)
        return snapshot_error(errc::invalid_argument, "the snapshot's path is empty, or has a NUL in it");
    // Does not block: the path may be that of a pipe.
    snapshot_descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.is_open())
        return failure("cannot open", path, errno);
    struct ::stat status;
    if (::fstat(file.native(), &status) != 0)
        return failure("cannot look at", path, errno);
    const std::string why = objection(status.st_mode, status.st_uid, ::geteuid());
    if (!why.empty())
        return snapshot_error(errc::snapshot_unreadable, "'" + path + "' " + why);
    return snapshot_source(std::move(path), std::move(file));
}

snapshot_source::snapshot_source(std::string path, snapshot_descriptor file)
    : path_(std::move(path)), file_(std::move(file))
{}

result<std::size_t> snapshot_source::read(char* into, std::size_t size)
{
    std::size_t done = 0;
    while (done < size) {
        const ssize_t part = ::read(file_.native(), into + done, size - done);
        if (part < 0 && errno != EINTR)
            return failure("cannot read", path_, errno);
        if (part == 0)
            break;
        if (part > 0)
            done += static_cast<std::size_t>(part);
    }
    return done;
}

result<void> snapshot_source::seek(std::size_t position)
{
    if (::lseek(file_.native(), static_cast<off_t>(position), SEEK_SET) < 0)
        return failure("cannot read", path_, errno);
    return {};
}

std::string snapshot_source::objection(mode_t mode, uid_t owner, uid_t user)
{
    if (!S_ISREG(mode))
        return "is not a regular file";
    if (owner != user)
        return "belongs to user " + std::to_string(owner) + ", and this process runs as user " +
               std::to_string(user);
    if ((mode & 077) != 0) {
        char octal[8];
        std::snprintf(octal, sizeof(octal), "%04o", static_cast<unsigned>(mode & 07777));
        return std::string("has mode ") + octal + ": others than its owner have access to it (chmod 600)";
    }
    return {};
}

} // namespace acs::cache
