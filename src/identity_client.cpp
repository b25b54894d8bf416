#include <acs/identity_client.hpp>

#include "checked_request.hpp"
#include "pipeline/pipeline.hpp"
#include "pipeline/warm_up.hpp"
#include "wire/access_operations.hpp"
#include "wire/operations.hpp"

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

// The api-version for the requests of this client. One that was moved from sends none.
std::string_view version_of(const shared_pipeline& calls)
{
    return calls ? std::string_view(calls->options().api_version()) : std::string_view();
}

// The coroutine below is all that the operations consist of. It owns what it uses: nothing of the
// client or of the caller's arguments is referred to once it is made.

template <class T>
asio::awaitable<result<T>> call_and_parse(
    shared_pipeline calls, checked::request request, call_options options,
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
    shared_pipeline calls, checked::request request, call_options options)
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

asio::awaitable<result<communication_user>> identity_client::create_user(
    std::string custom_id, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::create_user(version_of(calls), custom_id);
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_user);
}

asio::awaitable<result<user_and_token>> identity_client::create_user_and_token(
    scope_set scopes, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::create_user_and_token(version_of(calls), scopes, std::nullopt);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_user_and_token);
}

asio::awaitable<result<user_and_token>> identity_client::create_user_and_token(
    scope_set scopes, std::chrono::minutes lifetime, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::create_user_and_token(version_of(calls), scopes, lifetime);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_user_and_token);
}

asio::awaitable<result<user_and_token>> identity_client::create_user_and_token(
    std::string custom_id, scope_set scopes, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::create_user_and_token(version_of(calls), custom_id, scopes, std::nullopt);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_user_and_token);
}

asio::awaitable<result<user_and_token>> identity_client::create_user_and_token(
    std::string custom_id, scope_set scopes, std::chrono::minutes lifetime, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::create_user_and_token(version_of(calls), custom_id, scopes, lifetime);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_user_and_token);
}

asio::awaitable<result<user_detail>> identity_client::get_user(communication_user user, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::get_user(version_of(calls), user);
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_user_detail);
}

asio::awaitable<result<access_token>> identity_client::get_token(
    communication_user user, scope_set scopes, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::get_token(version_of(calls), user, scopes, std::nullopt);
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_token);
}

asio::awaitable<result<access_token>> identity_client::get_token(
    communication_user user, scope_set scopes, std::chrono::minutes lifetime, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::get_token(version_of(calls), user, scopes, lifetime);
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_token);
}

asio::awaitable<result<access_token>> identity_client::get_token_for_teams_user(
    secret entra_token, std::string client_id, std::string user_object_id, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request =
        checked::get_token_for_teams_user(version_of(calls), entra_token, client_id, user_object_id);
    return call_and_parse(std::move(calls), std::move(request), std::move(options), &wire::parse_token);
}

asio::awaitable<result<user_and_token>> identity_client::get_token_for_teams_extension_user(
    secret entra_token, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::get_token_for_teams_extension_user(version_of(calls), entra_token);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_user_and_token);
}

asio::awaitable<result<user_and_token>> identity_client::get_token_for_entra_user(
    secret entra_token, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::get_token_for_entra_user(version_of(calls), entra_token);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_user_and_token);
}

asio::awaitable<result<void>> identity_client::revoke_tokens(communication_user user, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::revoke_tokens(version_of(calls), user);
    return call_without_answer(std::move(calls), std::move(request), std::move(options));
}

asio::awaitable<result<void>> identity_client::delete_user(communication_user user, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::delete_user(version_of(calls), user);
    return call_without_answer(std::move(calls), std::move(request), std::move(options));
}

asio::awaitable<result<teams_extension_assignment>> identity_client::get_teams_extension_assignment(
    std::string tenant_id, std::string object_id, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::get_teams_extension_assignment(version_of(calls), tenant_id, object_id);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_teams_extension_assignment);
}

asio::awaitable<result<teams_extension_assignment>> identity_client::set_teams_extension_assignment(
    std::string tenant_id, std::string object_id, teams_extension_principal principal, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::set_teams_extension_assignment(
        version_of(calls), tenant_id, object_id, principal, std::nullopt);
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_teams_extension_assignment);
}

asio::awaitable<result<teams_extension_assignment>> identity_client::set_teams_extension_assignment(
    std::string tenant_id, std::string object_id, teams_extension_principal principal,
    std::vector<std::string> client_ids, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::set_teams_extension_assignment(
        version_of(calls), tenant_id, object_id, principal, std::move(client_ids));
    return call_and_parse(
        std::move(calls), std::move(request), std::move(options), &wire::parse_teams_extension_assignment);
}

asio::awaitable<result<void>> identity_client::delete_teams_extension_assignment(
    std::string tenant_id, std::string object_id, call_options options)
{
    auto calls = impl::pipeline_of(impl_);
    auto request = checked::delete_teams_extension_assignment(version_of(calls), tenant_id, object_id);
    return call_without_answer(std::move(calls), std::move(request), std::move(options));
}

asio::awaitable<result<void>> identity_client::warm_up(std::size_t connections, call_options options)
{
    return checked_warm_up(impl::pipeline_of(impl_), connections, std::move(options));
}

} // namespace acs
