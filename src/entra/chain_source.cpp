#include "entra/chain_source.hpp"

#include "entra/source_failure.hpp"
#include "wire/make_error.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace acs::entra {

namespace asio = boost::asio;

namespace {

asio::awaitable<result<wire::issued_token>> ask(std::shared_ptr<source> member, entra_token_request request)
{
    std::exception_ptr thrown;
    try {
        co_return co_await member->fetch(std::move(request));
    } catch (...) {
        thrown = std::current_exception();
    }
    co_return wire::make_error(errc::credential_failed, thrown); // so that it is known whose it is
}

// A member's failure ends the search: also that of the one that was found, which is not configured any more.
// Details such as the service's words are kept.
error ended_by(const error& why, std::string said)
{
    const error failed = credential_failure(why, std::move(said));
    return failed == errc::credential_unavailable ? error(errc::credential_failed, failed.details()) : failed;
}

} // namespace

chain_source::chain_source(std::string_view name, std::vector<std::shared_ptr<source>> members)
    : name_(name), members_(std::move(members)), chosen_(members_.size())
{}

asio::awaitable<result<wire::issued_token>> chain_source::fetch(entra_token_request request)
{
    const std::size_t chosen = chosen_;
    const bool searching = chosen == members_.size();
    std::string said;
    for (std::size_t i = searching ? 0 : chosen; i < members_.size(); ++i) {
        auto fetched = co_await ask(members_[i], request);
        if (fetched) {
            chosen_ = i;
            if (fetched->member.empty()) // else that of a chain in this one
                fetched->member = members_[i]->name();
            co_return fetched;
        }
        const error& why = fetched.error();
        said.append(said.empty() ? "" : "; ").append(words_of_source(members_[i]->name(), why));
        if (!searching || !(why == errc::credential_unavailable))
            co_return ended_by(why, std::move(said));
    }
    co_return wire::make_error(
        errc::credential_unavailable, members_.empty() ? "the chain has no members" : std::move(said));
}

bool chain_source::takes_requests() const noexcept
{
    const auto takes = [](const auto& member) {
        return member->takes_requests();
    };
    return members_.empty() || std::any_of(members_.begin(), members_.end(), takes);
}

} // namespace acs::entra
