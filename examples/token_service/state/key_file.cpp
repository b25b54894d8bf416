#include "state/key_file.hpp"

#include "state/whole_file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace token_service {

namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t file_size = 2 * key_size + 1; // hex digits and a line feed

void make_key(const std::string& path)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, key_size> key;
    if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1)
        throw std::runtime_error("there are no random numbers to make " + path + " of");
    std::string text;
    text.reserve(file_size);
    for (const unsigned char byte : key)
        text.append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    text += '\n';
    write_whole_file(path, text);
    OPENSSL_cleanse(key.data(), key.size());
    OPENSSL_cleanse(text.data(), text.size());
}

[[noreturn]] void refuse(const std::string& path, const std::string& why)
{
    throw std::runtime_error(path + " " + why + "; restore it, or remove it to begin with a new key");
}

} // namespace

acs::secret key_from_file(const std::string& path)
{
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) {
        make_key(path);
        file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (file < 0)
        throw std::system_error(errno, std::generic_category(), "can't read " + path);
    struct stat state
    {};
    std::array<char, file_size + 1> text;
    const bool known = ::fstat(file, &state) == 0;
    const ssize_t size = ::read(file, text.data(), text.size());
    ::close(file);
    if (!known || (state.st_mode & 077) != 0)
        refuse(path, "can be read by others than its owner (its mode must be 0600)");
    const std::string_view key(text.data(), key_size * 2);
    if (size != static_cast<ssize_t>(file_size) || text[file_size - 1] != '\n' ||
        key.find_first_not_of("0123456789abcdef") != key.npos)
        refuse(path, "is not a key of 64 hex digits");
    acs::secret made(key); // the digits are as good a key as what they stand for
    OPENSSL_cleanse(text.data(), text.size());
    return made;
}

} // namespace token_service
