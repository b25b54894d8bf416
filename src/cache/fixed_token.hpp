#ifndef ACS_CACHE_FIXED_TOKEN_HPP
#define ACS_CACHE_FIXED_TOKEN_HPP

#include "cache/token_supply.hpp"

#include <atomic>
#include <memory>
#include <utility>

namespace acs::cache {

// One token, given out as it is, also when it has expired.
class fixed_token final : public token_supply
{
public:
    explicit fixed_token(access_token token);
    ~fixed_token() override;

    boost::asio::awaitable<result<access_token>> get() override;
    void stop() noexcept override;

private:
    struct state
    {
        explicit state(access_token given) : token(std::move(given)) {}

        const access_token token;
        std::atomic<bool> stopped = false;
    };

    static boost::asio::awaitable<result<access_token>> give(std::shared_ptr<state> all);

    const std::shared_ptr<state> state_;
};

} // namespace acs::cache

#endif
