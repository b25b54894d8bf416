#include "memory_scan.hpp"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace {

constexpr std::size_t buffer_size = 1024 * 1024;

std::size_t hint(std::uint64_t hash)
{
    return static_cast<std::size_t>(hash >> 44);
}

} // namespace

// The hash of the last bytes that went by: one window of them, once so many did.
class memory_scan::rolling_hash
{
public:
    explicit rolling_hash(std::uint64_t factor) : factor_(factor)
    {
        for (std::size_t i = 0; i < window; ++i)
            leaving_ *= factor;
    }

    void push(char in, char out) { value_ = value_ * factor_ + number(in) - number(out) * leaving_; }
    void push(char in) { value_ = value_ * factor_ + number(in); }
    std::uint64_t value() const { return value_; }

private:
    // Not the byte itself: zeros would leave no trace.
    static std::uint64_t number(char c) { return static_cast<unsigned char>(c) + 0x9e3779b97f4a7c15ULL; }

    std::uint64_t factor_;
    std::uint64_t leaving_ = 1;
    std::uint64_t value_ = 0;
};

memory_scan::memory_scan()
{
    void* const memory =
        ::mmap(nullptr, buffer_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || RAND_bytes(reinterpret_cast<unsigned char*>(&factor_), sizeof(factor_)) != 1)
        throw std::runtime_error("no memory or no random numbers");
    buffer_ = static_cast<char*>(memory);
    factor_ |= 1;
}

memory_scan::~memory_scan()
{
    ::munmap(buffer_, buffer_size);
}

void memory_scan::look_for(const char* name, std::string_view secret)
{
    if (secret.size() < window)
        throw std::runtime_error(std::string(name) + " is too short to be looked for");
    const std::lock_guard lock(mutex_);
    ++counts_[name];
    rolling_hash hash(factor_);
    for (std::size_t i = 0; i < secret.size(); ++i) {
        if (i < window)
            hash.push(secret[i]);
        else
            hash.push(secret[i], secret[i - window]);
        if (i + 1 < window)
            continue;
        windows_.try_emplace(hash.value(), place{name, i + 1 - window});
        hints_.set(hint(hash.value()));
    }
}

std::size_t memory_scan::count(const char* name) const
{
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(name);
    return found == counts_.end() ? 0 : found->second;
}

bool memory_scan::shows(std::string_view text) const
{
    const std::lock_guard lock(mutex_);
    std::vector<find> found;
    search(text, 0, {}, found);
    return !found.empty();
}

std::vector<memory_scan::find> memory_scan::run()
{
    const std::lock_guard lock(mutex_);
    std::vector<find> found;
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    std::ifstream maps("/proc/self/maps");
    if (memory < 0 || !maps)
        throw std::runtime_error("/proc/self can't be read");
    std::vector<std::string> lines;
    for (std::string line; std::getline(maps, line);)
        lines.push_back(std::move(line));
    const auto own = reinterpret_cast<std::uintptr_t>(buffer_);
    for (const std::string& line : lines) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        char readable = '-';
        if (std::sscanf(line.c_str(), "%zx-%zx %c", &begin, &end, &readable) != 3 || readable != 'r')
            continue;
        while (begin < end) {
            if (begin >= own && begin < own + buffer_size) { // neighbouring mappings may have become one
                begin = own + buffer_size;
                continue;
            }
            const std::uintptr_t limit = begin < own ? std::min(end, own) : end;
            const ssize_t got = ::pread(
                memory, buffer_, std::min<std::size_t>(limit - begin, buffer_size),
                static_cast<off_t>(begin));
            if (got <= 0) // such as of a device
                break;
            const auto size = static_cast<std::size_t>(got);
            search({buffer_, size}, begin, line, found);
            const bool at_end = begin + size == limit;
            begin += at_end || size < window ? size : size - (window - 1);
        }
    }
    ::close(memory);
    OPENSSL_cleanse(buffer_, buffer_size);
    return found;
}

void memory_scan::search(
    std::string_view bytes, std::uintptr_t address, const std::string& mapping, std::vector<find>& to) const
{
    rolling_hash hash(factor_);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i < window)
            hash.push(bytes[i]);
        else
            hash.push(bytes[i], bytes[i - window]);
        if (i + 1 < window || !hints_.test(hint(hash.value())))
            continue;
        const auto known = windows_.find(hash.value());
        if (known == windows_.end())
            continue;
        const std::uintptr_t at = address + i + 1 - window;
        if (!to.empty() && at == to.back().address + to.back().size - window + 1)
            ++to.back().size;
        else if (to.empty() || at > to.back().address) // an overlap of two pieces is searched twice
            to.push_back({known->second.name, known->second.offset, window, at, mapping});
    }
}
