#include "state/state_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace token_service {

namespace {

std::string make_temporary()
{
    std::string name = (std::filesystem::temp_directory_path() / "token-service-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw std::system_error(errno, std::generic_category(), "can't make a temporary folder");
    return name;
}

std::string make(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code error;
    if (fs::create_directories(path, error))
        fs::permissions(path, fs::perms::owner_all, error);
    if (error || !fs::is_directory(path, error))
        throw std::runtime_error(
            "can't make the state folder " + path + ": " + (error ? error.message() : "it is a file"));
    return fs::canonical(path).string();
}

} // namespace

state_folder::state_folder(const std::string& path)
    : temporary_(path.empty()), path_(temporary_ ? make_temporary() : make(path))
{
    const std::string lock = file("lock");
    lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0)
        throw std::system_error(errno, std::generic_category(), "can't write to the state folder: " + lock);
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        ::close(lock_);
        if (error == EWOULDBLOCK)
            throw std::runtime_error("another process uses the state folder " + path_);
        throw std::system_error(error, std::generic_category(), "can't lock " + lock);
    }
}

state_folder::~state_folder()
{
    std::error_code ignored;
    if (temporary_)
        std::filesystem::remove_all(path_, ignored);
    ::close(lock_);
}

} // namespace token_service
