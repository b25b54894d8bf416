#ifndef TESTS_SECRETS_MASKED_COPY_HPP
#define TESTS_SECRETS_MASKED_COPY_HPP

#include <cstddef>
#include <openssl/rand.h>
#include <stdexcept>
#include <string_view>
#include <vector>

// A secret that a search of the memory doesn't find: XORed, byte by byte, with random ones.
class masked_copy
{
public:
    explicit masked_copy(std::string_view secret) : pad_(secret.size()), masked_(secret.size())
    {
        if (RAND_bytes(pad_.data(), static_cast<int>(pad_.size())) != 1)
            throw std::runtime_error("no random numbers");
        for (std::size_t i = 0; i < secret.size(); ++i)
            masked_[i] = static_cast<unsigned char>(secret[i]) ^ pad_[i];
    }

    std::size_t size() const { return masked_.size(); }

    // The secret itself. Through a volatile pointer: a compiler that works on many bytes at once may leave
    // them where they are not looked for.
    void reveal(volatile char* to) const
    {
        for (std::size_t i = 0; i < masked_.size(); ++i)
            to[i] = static_cast<char>(masked_[i] ^ pad_[i]);
    }

private:
    std::vector<unsigned char> pad_;
    std::vector<unsigned char> masked_;
};

#endif
