#include "state/whole_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace token_service {

namespace {

bool write_all(int file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written >= 0)
            text.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            return false;
    }
    return true;
}

// False with errno.
bool write_new(const std::string& path, std::string_view text)
{
    ::unlink(path.c_str()); // of a process that was killed
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    const bool written = write_all(file, text) && ::fsync(file) == 0;
    const int error = errno;
    const bool closed = ::close(file) == 0;
    if (!written)
        errno = error;
    return written && closed;
}

} // namespace

void write_whole_file(const std::string& path, std::string_view text)
{
    const std::string draft = path + "." + std::to_string(::getpid()) + ".new";
    if (write_new(draft, text) && std::rename(draft.c_str(), path.c_str()) == 0)
        return;
    const int error = errno;
    ::unlink(draft.c_str());
    throw std::system_error(error, std::generic_category(), "can't write " + path);
}

} // namespace token_service
