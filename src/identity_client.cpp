#include <acs/identity_client.hpp>

#include "pipeline/pipeline.hpp"
#include "pipeline/warm_up.hpp"
#include "wire/operations.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace acs {

namespace asio = boost::asio;

// Owns the pipeline; calls in flight keep the pipeline alive, not this.
class identity_client::impl
{
public:
    impl(asio::any_io_executor executor, client_options options)
        : pipeline_(std::make_shared<pipeline::pipeline>(std::move(executor), std::move(options))),
          owner_(true)
    {}
    // Of somebody who only uses another client's pipeline.
    explicit impl(std::shared_ptr<pipeline::pipeline> other) : pipeline_(std::move(other)) {}
    impl(const impl&) = delete;
    impl& operator=(const impl&) = delete;
    ~impl()
    {
        if (owner_)
            pipeline_->stop();
    }

    // Of a client that was moved from: null.
    static std::shared_ptr<pipeline::pipeline> pipeline_of(const std::shared_ptr<impl>& self)
    {
        return self ? self->pipeline_ : nullptr;
    }

private:
    std::shared_ptr<pipeline::pipeline> pipeline_;
    const bool owner_ = false;
};

namespace {

using shared_pipeline = std::shared_ptr<pipeline::pipeline>;

// Either a request or the argument's error, found out before anything is sent.
using checked_request = result<wire::request>;

error invalid_argument(const char* what)
{
    error_details details;
    details.what = what;
    return {errc::invalid_argument, std::move(details)};
}

// Names and ids on their way into JSON.
bool is_visible(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), wire::is_visible);
}

std::optional<error> check_token_arguments(const scope_set& scopes, wire::token_lifetime lifetime)
{
    // The service's limits, as its specification has them.
    constexpr std::chrono::minutes shortest(60), longest(1440);
    if (scopes.empty())
        return error(errc::no_scopes);
    for (const std::string_view name : scopes.names())
        if (!is_visible(name))
            return invalid_argument("a scope's name is empty or has characters that a name can't have");
    if (lifetime && (*lifetime < shortest || *lifetime > longest)) {
        error_details details;
        details.what = std::to_string(lifetime->count()) + " minutes";
        return error(errc::invalid_token_lifetime, std::move(details));
    }
    return std::nullopt;
}

// The api-version for the requests of this client. One that was moved from sends none.
std::string_view version_of(const shared_pipeline& calls)
{
    return calls ? std::string_view(calls->options().api_version()) : std::string_view();
}

checked_request checked_create_user_and_token(
    std::string_view version, const scope_set& scopes, wire::token_lifetime lifetime)
{
    if (const auto wrong = check_token_arguments(scopes, lifetime))
        return *wrong;
    return wire::create_user_and_token_request(version, scopes, lifetime);
}

checked_request checked_get_token(
    std::string_view version, const communication_user& user, const scope_set& scopes,
    wire::token_lifetime lifetime)
{
    if (user.id().empty())
        return invalid_argument("the identity is empty");
    if (const auto wrong = check_token_arguments(scopes, lifetime))
        return *wrong;
    return wire::get_token_request(version, user, scopes, lifetime);
}

checked_request checked_get_token_for_teams_user(
    std::string_view version, const secret& entra_token, const std::string& client_id,
    const std::string& user_object_id)
{
    if (entra_token.empty())
        return invalid_argument("the Entra token is empty");
    if (!is_visible(entra_token.reveal()))
        return invalid_argument("the Entra token has characters that a token can't have");
    if (!is_visible(client_id))
        return invalid_argument("the client id is empty or has characters that an id can't have");
    if (!is_visible(user_object_id))
        return invalid_argument("the user's object id is empty or has characters that an id can't have");
    return wire::get_token_for_teams_user_request(version, entra_token.reveal(), client_id, user_object_id);
}

checked_request checked_for_user(
    std::string_view version, const communication_user& user,
    wire::request (*make)(std::string_view, const communication_user&))
{
    if (user.id().empty())
        return invalid_argument("the identity is empty");
    return make(version, user);
}

// The coroutine below is all that the operations consist of. It owns what it uses: nothing of the
// client or of the caller's arguments is referred to once it is made.

template <class T>
asio::awaitable<result<T>> call_and_parse(
    shared_pipeline calls, checked_request request, call_options options,
    result<T> (*parse)(const wire::response&))
{
    if (!calls)
        co_return error(errc::client_stopped); // a client that was moved from
    if (!request)
        co_return request.error();
    const auto answer =
        co_await pipeline::pipeline::run(std::move(calls), std::move(*request), std::move(options));
    if (!answer)
        co_return answer.error();
    co_return parse(*answer);
}

result<void> parse_nothing(const wire::response&)
{
    return {};
}

asio::awaitable<result<void>> call_without_answer(
    shared_pipeline calls, checked_request request, call_options options)
{
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &parse_nothing);
}

asio::awaitable<result<void>> checked_warm_up(
    shared_pipeline calls, std::size_t connections, call_options options)
{
    if (!calls)
        co_return error(errc::client_stopped);
    co_return co_await pipeline::warm_up(std::move(calls), connections, std::move(options));
}

} // namespace

identity_client::identity_client(asio::any_io_executor executor, client_options options)
    : impl_(std::make_shared<impl>(std::move(executor), std::move(options)))
{}

identity_client::identity_client(identity_client&&) noexcept = default;
identity_client& identity_client::operator=(identity_client&&) noexcept = default;
identity_client::~identity_client() = default;

identity_client::identity_client(std::shared_ptr<impl> of) : impl_(std::move(of)) {}

identity_client identity_client::share() const
{
    auto calls = impl::pipeline_of(impl_);
    return identity_client(calls ? std::make_shared<impl>(std::move(calls)) : nullptr);
}

const client_options* identity_client::options() const
{
    const auto calls = impl::pipeline_of(impl_);
    return calls ? &calls->options() : nullptr;
}

asio::any_io_executor identity_client::get_executor() const
{
    const auto calls = impl::pipeline_of(impl_);
    return calls ? calls->executor() : asio::any_io_executor();
}

asio::awaitable<result<communication_user>> identity_client::create_user(call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = wire::create_user_request(version_of(calls));
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_user);
}

asio::awaitable<result<user_and_token>> identity_client::create_user_and_token(
    scope_set scopes, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked_create_user_and_token(version_of(calls), scopes, std::nullopt);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_user_and_token);
}

asio::awaitable<result<user_and_token>> identity_client::create_user_and_token(
    scope_set scopes, std::chrono::minutes lifetime, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked_create_user_and_token(version_of(calls), scopes, lifetime);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_user_and_token);
}

asio::awaitable<result<access_token>> identity_client::get_token(
    communication_user user, scope_set scopes, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked_get_token(version_of(calls), user, scopes, std::nullopt);
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_token);
}

asio::awaitable<result<access_token>> identity_client::get_token(
    communication_user user, scope_set scopes, std::chrono::minutes lifetime, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked_get_token(version_of(calls), user, scopes, lifetime);
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_token);
}

asio::awaitable<result<access_token>> identity_client::get_token_for_teams_user(
    secret entra_token, std::string client_id, std::string user_object_id, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request =
        checked_get_token_for_teams_user(version_of(calls), entra_token, client_id, user_object_id);
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_token);
}

asio::awaitable<result<void>> identity_client::revoke_tokens(communication_user user, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked_for_user(version_of(calls), user, &wire::revoke_tokens_request);
    return call_without_answer(std::move(calls), std::move(request), std::move(options));
}

asio::awaitable<result<void>> identity_client::delete_user(communication_user user, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked_for_user(version_of(calls), user, &wire::delete_user_request);
    return call_without_answer(std::move(calls), std::move(request), std::move(options));
}

asio::awaitable<result<void>> identity_client::warm_up(std::size_t connections, call_options options)
{
    return checked_warm_up(impl::pipeline_of(impl_), connections, std::move(options));
}

} // namespace acs
