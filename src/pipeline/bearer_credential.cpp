#include <acs/bearer_credential.hpp>

#include "wire/wiping_string.hpp"

#include <mutex>
#include <utility>

namespace acs {

namespace {

// A token this close to its expiry is renewed first: it has to survive the request's way. The Azure SDKs use
// two minutes.
constexpr std::chrono::minutes renewal_margin{2};

constexpr std::string_view scheme = "Bearer ";

} // namespace

class bearer_credential::impl
{
public:
    explicit impl(token_source from) : source(std::move(from)) {}

    access_token token() const
    {
        const std::lock_guard lock(mutex_);
        return token_;
    }

    void remember(access_token token)
    {
        const std::lock_guard lock(mutex_);
        token_ = std::move(token);
    }

    // Another call may have got a new token since: that one stays.
    void forget(std::string_view authorization) noexcept
    {
        const std::lock_guard lock(mutex_);
        const std::string_view token = token_.token();
        if (authorization.size() == scheme.size() + token.size() && authorization.ends_with(token))
            token_ = access_token();
    }

    const token_source source;

private:
    mutable std::mutex mutex_;
    access_token token_;
};

bearer_credential::bearer_credential(token_source source) : impl_(std::make_shared<impl>(std::move(source)))
{}

bearer_credential::~bearer_credential() = default;

bool bearer_credential::is_ready(wall_time now) const noexcept
{
    const access_token token = impl_->token();
    return !token.empty() && token.expires_on() - now > renewal_margin;
}

boost::asio::awaitable<result<void>> bearer_credential::prepare(std::shared_ptr<time_source> time)
{
    const auto state = impl_;
    result<access_token> token = co_await state->source();
    if (!token)
        co_return token.error();
    error_details details;
    if (token->empty())
        details.what = "the token source yielded no token";
    else if (token->expires_on() <= time->now_utc())
        details.what = "the token source yielded a token that has expired";
    if (!details.what.empty())
        co_return error(errc::credential_failed, std::move(details));
    state->remember(std::move(*token));
    co_return result<void>();
}

result<void> bearer_credential::authorise(outgoing_request& request) const
{
    const access_token token = impl_->token();
    error_details details;
    if (token.empty()) {
        details.what = "there is no token";
        return error(errc::credential_failed, std::move(details));
    }
    wire::wiping_string value;
    value.reserve(scheme.size() + token.token().size() + 16);
    value.append(scheme).append(token.token());
    if (!request.add_header("Authorization", value)) {
        details.what = "the token has characters that a header can't have";
        return error(errc::credential_failed, std::move(details));
    }
    return {};
}

void bearer_credential::rejected(std::string_view authorization) noexcept
{
    impl_->forget(authorization);
}

} // namespace acs
