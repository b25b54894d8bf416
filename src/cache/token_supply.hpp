#ifndef ACS_CACHE_TOKEN_SUPPLY_HPP
#define ACS_CACHE_TOKEN_SUPPLY_HPP

#include <acs/access_token.hpp>
#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <string_view>

namespace acs::cache {

// Where a communication_token_credential has its tokens from. Thread-safe.
class token_supply
{
public:
    // As the SDKs call it.
    static constexpr std::string_view credential_name = "CommunicationTokenCredential";

    token_supply() = default;
    token_supply(const token_supply&) = delete;
    token_supply& operator=(const token_supply&) = delete;
    virtual ~token_supply() = default;

    // A token that can be used. The awaitable refers to nothing of this object, which may be gone when it is
    // awaited.
    virtual boost::asio::awaitable<result<access_token>> get() = 0;
    // No tokens any more: errc::client_stopped for all who ask, and for who waits.
    virtual void stop() noexcept = 0;
};

} // namespace acs::cache

#endif
