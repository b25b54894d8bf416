#ifndef ACS_SECRET_HPP
#define ACS_SECRET_HPP

#include <cstddef>
#include <memory>
#include <string_view>

namespace acs {

/**
 * \brief Text that must not be seen: an access key, a token, a password.
 * \details Its memory is wiped when it is freed. There is no stream operator and no conversion to a string:
 * who wants the text says so by calling \ref reveal. Copying copies the text (into memory that is wiped too).
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class secret
{
public:
    /// An empty secret.
    secret() noexcept = default;
    /// Copies `text`. The caller's own copy stays the caller's business.
    explicit secret(std::string_view text);
    secret(const secret& other);
    secret(secret&& other) noexcept;
    secret& operator=(const secret& other);
    secret& operator=(secret&& other) noexcept;
    ~secret();

    /// The text. The view is valid as long as this object is neither changed nor destroyed.
    std::string_view reveal() const noexcept { return {text_.get(), size_}; }
    /// True if there is no text.
    bool empty() const noexcept { return size_ == 0; }
    /// The number of bytes.
    std::size_t size() const noexcept { return size_; }

    /// Compares in time that depends on the length alone.
    friend bool operator==(const secret& a, const secret& b) noexcept;

private:
    void wipe() noexcept;

    std::unique_ptr<char[]> text_;
    std::size_t size_ = 0;
};

} // namespace acs

#endif
