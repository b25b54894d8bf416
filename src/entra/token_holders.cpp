#include "entra/token_holders.hpp"

#include "entra/source_failure.hpp"
#include "wire/make_error.hpp"

#include <acs/token_credential.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace acs::entra {

namespace asio = boost::asio;

namespace {

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
        co_return credential_failure(fetched.error(), words_of_source(from->name(), fetched.error()));
    co_return fetched;
}

} // namespace

token_holders::token_holders(std::shared_ptr<source> from, settings how)
    : source_(std::move(from)), settings_(std::move(how)),
      report_(cache::fetch_report::create(settings_.observer, source_->name())),
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
    how.report = report_;
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
