#ifndef ACS_ACCESS_TOKEN_HPP
#define ACS_ACCESS_TOKEN_HPP

#include <acs/secret.hpp>
#include <acs/time_source.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace acs {

/**
 * \brief A token with its expiry: an immutable, reference-counted handle to one wiped buffer.
 * \details Copying never copies the text: a handle is one pointer, and a copy costs one atomic addition.
 * Tokens are opaque: the expiry is what the issuer said (`expiresOn`), never read from the token. \par Thread
 * safety Distinct objects: safe, also when they share the text. Shared object: const functions are safe.
 */
class access_token
{
public:
    /// No token.
    access_token() noexcept = default;
    /// A token that came from elsewhere, such as an Entra token for \ref bearer_credential.
    access_token(secret text, wall_time expires_on);
    /**
     * \brief A token whose expiry is known on the boot clock too.
     * \param text         is copied, into memory that is wiped. The caller's own copy stays the caller's
     * business.
     * \param expires_on   when the issuer says that it expires.
     * \param usable_until see the function of this name.
     */
    access_token(std::string_view text, wall_time expires_on, boot_time usable_until);
    access_token(const access_token& other) noexcept : content_(other.content_)
    {
        if (content_)
            content_->references.fetch_add(1, std::memory_order_relaxed);
    }
    access_token(access_token&& other) noexcept : content_(std::exchange(other.content_, nullptr)) {}
    access_token& operator=(const access_token& other) noexcept
    {
        access_token(other).swap(*this);
        return *this;
    }
    access_token& operator=(access_token&& other) noexcept
    {
        access_token(std::move(other)).swap(*this);
        return *this;
    }
    ~access_token()
    {
        if (content_ && content_->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
            destroy(content_);
    }

    void swap(access_token& other) noexcept { std::swap(content_, other.content_); }

    /// True if this is no token.
    bool empty() const noexcept { return !content_; }
    /// The token's text. Valid as long as any copy of this handle lives.
    std::string_view token() const noexcept
    {
        return content_ ? std::string_view(reinterpret_cast<const char*>(content_ + 1), content_->size)
                        : std::string_view();
    }
    /// When it expires, by the issuer's clock. 1970 if this is no token.
    wall_time expires_on() const noexcept { return content_ ? content_->expires_on : wall_time(); }
    /**
     * \brief The moment on the boot clock from which on it may have expired, whatever this machine's civil
     * clock says: it is not later than the expiry, however the clock is set and however long the machine is
     * suspended, as long as the service's Date header or this machine's clock was right when the token was
     * issued.
     * \return boot_time::max() if that is not known, since the token came from elsewhere: then compare
     * \ref expires_on with the civil time. boot_time::min() if this is no token. Counted from this machine's
     * start: means nothing to another machine, nor after a restart.
     */
    boot_time usable_until() const noexcept { return content_ ? content_->usable_until : boot_time::min(); }

private:
    // The text follows in the same block of memory.
    struct content
    {
        std::atomic<std::uint32_t> references;
        std::uint32_t size;
        wall_time expires_on;
        boot_time usable_until;
    };

    static void destroy(content* last) noexcept; // wipes

    content* content_ = nullptr;
};

/// A time as the service writes it, UTC with seven fraction digits: `2026-01-02T03:04:05.6789012+00:00`.
std::string to_string(wall_time value);

} // namespace acs

#endif
