#include "entra/token_holders.hpp"

#include "wire/make_error.hpp"

#include <acs/token_credential.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace acs::entra {

namespace asio = boost::asio;

namespace {

// Says whose error it is. What the source's own requests came to is not what the identity service said.
error name_error(std::string_view name, const error& why)
{
    error_details details = why.details();
    std::string text(name);
    if (why == errc::credential_unavailable || why == errc::credential_failed) {
        text.append(": ").append(details.what);
        details.what = std::move(text);
        return {static_cast<errc>(why.code().value()), std::move(details)};
    }
    text.append(": ").append(why.code().message());
    if (!details.what.empty())
        text.append(": ").append(details.what);
    details.what = std::move(text);
    const bool ended = why == errc::deadline_exceeded || why == errc::canceled || why == errc::client_stopped;
    return {ended ? static_cast<errc>(why.code().value()) : errc::credential_failed, std::move(details)};
}

asio::awaitable<result<wire::issued_token>> fetch(
    std::shared_ptr<source> from, std::vector<std::string> scopes, std::string claims)
{
    entra_token_request request(std::move(scopes));
    request.claims(std::move(claims));
    result<wire::issued_token> fetched{error(errc::internal)};
    std::exception_ptr thrown;
    try {
        fetched = co_await from->fetch(std::move(request));
    } catch (...) {
        thrown = std::current_exception();
    }
    if (thrown)
        fetched = wire::make_error(errc::credential_failed, thrown);
    if (!fetched)
        co_return name_error(from->name(), fetched.error());
    co_return fetched;
}

} // namespace

token_holders::token_holders(std::shared_ptr<source> from, settings how)
    : source_(std::move(from)), settings_(std::move(how)),
      service_token_(make(entra_token_request().scopes())), time_(settings_.time)
{}

token_holders::~token_holders()
{
    service_token_->stop();
    for (const auto& [scopes, holder] : others_)
        holder->stop();
}

const std::shared_ptr<token_holders>& token_holders::of(const token_credential& owner)
{
    return owner.holders_;
}

std::shared_ptr<cache::token_holder> token_holders::make(const std::vector<std::string>& scopes) const
{
    cache::token_holder::settings how;
    how.deadline = settings_.deadline;
    how.random = settings_.random;
    const auto begin = [from = source_, scopes](std::string claims) {
        return fetch(from, scopes, std::move(claims));
    };
    return std::make_shared<cache::token_holder>(begin, std::move(how));
}

std::shared_ptr<cache::token_holder> token_holders::token_for(const entra_token_request& request)
{
    if (request.scopes() == entra_token_request().scopes())
        return service_token_;
    const std::lock_guard lock(mutex_);
    if (const auto found = others_.find(request.scopes()); found != others_.end())
        return found->second;
    forget_unused();
    auto made = make(request.scopes());
    others_.emplace(request.scopes(), made);
    return made;
}

// Those that nobody waits for and that have no token, once there are many.
void token_holders::forget_unused()
{
    constexpr std::size_t many = 64;
    if (!time_ || others_.size() < std::max(many, 2 * kept_))
        return;
    const boot_time now = time_->now_boottime();
    std::erase_if(others_, [now](const auto& each) {
        return each.second.use_count() == 1 && each.second->usable(now).empty();
    });
    kept_ = others_.size();
}

std::shared_ptr<time_source> token_holders::time() const
{
    const std::lock_guard lock(mutex_);
    return time_;
}

std::shared_ptr<time_source> token_holders::time(const std::shared_ptr<time_source>& shown)
{
    const std::lock_guard lock(mutex_);
    if (!time_)
        time_ = shown;
    return time_;
}

} // namespace acs::entra
