#include <acs/secret.hpp>

#include <cstring>
#include <openssl/crypto.h>
#include <string.h> // explicit_bzero
#include <utility>

namespace acs {

secret::secret(std::string_view text)
{
    if (text.empty())
        return;
    text_ = std::make_unique_for_overwrite<char[]>(text.size());
    std::memcpy(text_.get(), text.data(), text.size());
    size_ = text.size();
}

secret::secret(const secret& other) : secret(other.reveal()) {}

secret::secret(secret&& other) noexcept : text_(std::move(other.text_)), size_(std::exchange(other.size_, 0))
{}

secret& secret::operator=(const secret& other)
{
    if (this != &other)
        *this = secret(other);
    return *this;
}

secret& secret::operator=(secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        text_ = std::move(other.text_);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

secret::~secret()
{
    wipe();
}

void secret::wipe() noexcept
{
    if (text_)
        ::explicit_bzero(text_.get(), size_);
    size_ = 0;
}

bool operator==(const secret& a, const secret& b) noexcept
{
    return a.size_ == b.size_ && CRYPTO_memcmp(a.text_.get(), b.text_.get(), a.size_) == 0;
}

} // namespace acs
