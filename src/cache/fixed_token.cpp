#include "cache/fixed_token.hpp"

#include "wire/credential_end.hpp"

#include <utility>

namespace acs::cache {

fixed_token::fixed_token(access_token token) : state_(std::make_shared<state>(std::move(token))) {}

fixed_token::~fixed_token()
{
    fixed_token::stop();
}

boost::asio::awaitable<result<access_token>> fixed_token::get()
{
    return give(state_);
}

void fixed_token::stop() noexcept
{
    state_->stopped = true;
}

boost::asio::awaitable<result<access_token>> fixed_token::give(std::shared_ptr<state> all)
{
    if (all->stopped)
        co_return wire::credential_end(errc::client_stopped);
    co_return all->token;
}

} // namespace acs::cache
