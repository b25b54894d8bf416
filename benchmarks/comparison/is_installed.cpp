#include "comparison/is_installed.hpp"

#include <cstdlib>
#include <sstream>
#include <unistd.h>

bool is_installed(const std::string& name)
{
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((folder + "/" + name).c_str(), X_OK) == 0)
            return true;
    return false;
}
