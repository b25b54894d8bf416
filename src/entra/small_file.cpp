#include "entra/small_file.hpp"

#include "wire/wiping_string.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace acs::entra {

namespace {

class descriptor
{
public:
    explicit descriptor(const std::string& path)
        : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))
    {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }

    int number() const { return number_; }

private:
    const int number_;
};

} // namespace

result<secret> read_small_file(const std::string& path, std::size_t limit, const char* what)
{
    const auto failed = [&](const std::string& why, int code = 0) {
        error_details details;
        details.what = std::string(what) + ", " + path + ": " + why;
        if (code != 0)
            details.cause = {code, boost::system::system_category()};
        return error(errc::credential_failed, std::move(details));
    };
    const auto failed_by_system = [&](int code) {
        return failed(boost::system::error_code(code, boost::system::system_category()).message(), code);
    };

    const descriptor file(path);
    struct stat status = {};
    if (file.number() < 0 || ::fstat(file.number(), &status) != 0)
        return failed_by_system(errno);
    if (!S_ISREG(status.st_mode))
        return failed("it is no ordinary file");
    wire::wiping_string text(limit + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const auto count = ::read(file.number(), text.data() + size, text.size() - size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failed_by_system(errno);
        if (count == 0)
            break;
        size += static_cast<std::size_t>(count);
    }
    if (size == 0)
        return failed("it is empty");
    if (size > limit)
        return failed("it has more than " + std::to_string(limit) + " bytes");
    text.resize(size);
    return secret(text);
}

} // namespace acs::entra
