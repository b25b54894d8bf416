#include "comparison/command.hpp"

#include <cerrno>
#include <climits>
#include <system_error>
#include <unistd.h>

std::string command::beside(const std::string& name)
{
    char path[PATH_MAX];
    const auto size = ::readlink("/proc/self/exe", path, sizeof(path));
    if (size < 0)
        throw std::system_error(errno, std::generic_category(), "readlink");
    const std::string whole(path, static_cast<std::size_t>(size));
    return whole.substr(0, whole.rfind('/') + 1) + name;
}

int command::last_processor()
{
    return static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)) - 1;
}
