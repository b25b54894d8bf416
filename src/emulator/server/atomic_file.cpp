#include "emulator/server/atomic_file.hpp"

#include <boost/system/system_error.hpp>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace acs::emulation {

namespace {

bool write_all(int file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t size = ::write(file, text.data(), text.size());
        if (size < 0 && errno != EINTR)
            return false;
        if (size > 0)
            text.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

} // namespace

void write_atomic_file(const std::string& path, std::string_view text)
{
    const std::string draft = path + ".new";
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int error = errno;
    if (file >= 0) {
        const bool written = ::fchmod(file, 0600) == 0 && write_all(file, text) && ::fsync(file) == 0;
        error = errno;
        ::close(file);
        if (written && std::rename(draft.c_str(), path.c_str()) == 0)
            return;
        if (written)
            error = errno;
        ::unlink(draft.c_str());
    }
    throw boost::system::system_error(error, boost::system::system_category(), "cannot write " + path);
}

} // namespace acs::emulation
