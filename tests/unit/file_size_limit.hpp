#ifndef ACS_TESTS_UNIT_FILE_SIZE_LIMIT_HPP
#define ACS_TESTS_UNIT_FILE_SIZE_LIMIT_HPP

#include <csignal>
#include <cstddef>
#include <sys/resource.h>

// While it lives, no file of this process can grow beyond so many bytes: writing fails, as on a full disk.
class file_size_limit
{
public:
    explicit file_size_limit(std::size_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &former_);
        const ::rlimit lowered{bytes, former_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &lowered);
    }
    file_size_limit(const file_size_limit&) = delete;
    file_size_limit& operator=(const file_size_limit&) = delete;
    ~file_size_limit()
    {
        ::setrlimit(RLIMIT_FSIZE, &former_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    void (*handler_)(int);
    ::rlimit former_{};
};

#endif
