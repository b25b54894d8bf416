#include <acs/token_credential.hpp>

#include "entra/token_holders.hpp"
#include "wire/claims_challenge.hpp"
#include "wire/make_error.hpp"
#include "wire/wiping_string.hpp"

#include <boost/asio/this_coro.hpp>
#include <string>
#include <utility>

namespace acs {

namespace asio = boost::asio;

namespace {

constexpr std::string_view scheme = "Bearer ";

std::string_view token_of(std::string_view authorization)
{
    return authorization.starts_with(scheme) ? authorization.substr(scheme.size()) : std::string_view();
}

// What the holder says in its own words lacks the credential's name.
error named(std::string_view name, const error& why)
{
    error_details details = why.details();
    if (why == errc::canceled || details.what.starts_with(name))
        return why;
    details.what.insert(0, std::string(name) + (details.what.empty() ? "" : ": "));
    return {
        why == errc::token_expired ? errc::credential_failed : static_cast<errc>(why.code().value()),
        std::move(details)};
}

asio::awaitable<result<access_token>> get(
    std::shared_ptr<entra::token_holders> holders, entra_token_request request,
    std::shared_ptr<time_source> shown)
{
    const auto here = co_await asio::this_coro::executor;
    const auto holder = holders->token_for(request);
    const auto runs_on = holders->executor() ? holders->executor() : here;
    auto time = holders->time(shown);
    if (!request.claims().empty())
        holder->demand({}, request.claims());
    auto got = co_await cache::token_holder::get(holder, runs_on, std::move(time));
    if (!got)
        co_return named(holders->from()->name(), got.error());
    co_return got;
}

asio::awaitable<result<void>> get_ready(
    std::shared_ptr<entra::token_holders> holders, std::shared_ptr<time_source> shown)
{
    entra_token_request request;
    const auto got = co_await get(std::move(holders), std::move(request), std::move(shown));
    if (!got)
        co_return got.error();
    co_return result<void>();
}

} // namespace

token_credential::token_credential(std::shared_ptr<entra::token_holders> holders)
    : holders_(std::move(holders))
{}

token_credential::~token_credential() = default;

asio::awaitable<result<access_token>> token_credential::get_token(entra_token_request request)
{
    return get(holders_, std::move(request), time_source::system());
}

std::string_view token_credential::name() const noexcept
{
    return holders_->from()->name();
}

bool token_credential::is_ready(wall_time) const noexcept
{
    const auto time = holders_->time();
    return time && holders_->service_token()->is_ready(time->now_boottime());
}

asio::awaitable<result<void>> token_credential::prepare(std::shared_ptr<time_source> time)
{
    return get_ready(holders_, std::move(time));
}

result<void> token_credential::authorise(outgoing_request& request) const
{
    const auto time = holders_->time();
    const access_token token =
        time ? holders_->service_token()->usable(time->now_boottime()) : access_token();
    if (token.empty())
        return wire::make_error(errc::credential_failed, "there is no token that has not expired");
    wire::wiping_string value;
    value.reserve(scheme.size() + token.token().size() + 16);
    value.append(scheme).append(token.token());
    if (!request.add_header("Authorization", value))
        return wire::make_error(errc::credential_failed, "the token has characters that a header can't have");
    return {};
}

bool token_credential::challenged(std::string_view authorization, std::string_view www_authenticate) noexcept
{
    try {
        const auto refused = token_of(authorization);
        auto claims = wire::claims_of_challenge(www_authenticate);
        if (!claims || refused.empty())
            return false;
        holders_->service_token()->demand(refused, std::move(*claims));
        return true;
    } catch (...) { // memory is short
        return false;
    }
}

void token_credential::rejected(std::string_view authorization) noexcept
{
    holders_->service_token()->drop(token_of(authorization));
}

} // namespace acs
