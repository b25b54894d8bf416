#include "soak_call.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <utility>

using namespace acs;
namespace asio = boost::asio;

soak_call::soak_call(soak_stage& stage, soak_task task, std::string id, soak_random& random)
    : stage_(stage), task_(std::move(task)), request_id_(std::move(id)),
      deadline_(random.between(stage.pace().longest_deadline / 1000, stage.pace().longest_deadline)),
      retries_(static_cast<unsigned>(random.below(5))),
      scope_(random.chance(0.5) ? scope::chat : scope::voip), to_be_cancelled_(random.chance(0.2)),
      home_(stage.make_home())
{}

soak_call::soak_call(soak_stage& stage, soak_task task, std::string id)
    : stage_(stage), task_(std::move(task)), request_id_(std::move(id)), deadline_(std::chrono::hours(1)),
      retries_(3), scope_(scope::chat), to_be_cancelled_(false), home_(stage.make_home())
{}

template <class Result>
void soak_call::launch(Result awaitable)
{
    begun_ = stage_.time()->now_boottime();
    auto completion = [self = shared_from_this()](std::exception_ptr thrown, auto finished) {
        if (thrown || !finished) {
            self->end(thrown, finished ? std::nullopt : std::optional(finished.error()));
            return;
        }
        if constexpr (!std::is_void_v<typename decltype(finished)::value_type>)
            self->note(std::move(*finished));
        self->end(nullptr, std::nullopt);
    };
    // The signal belongs to home_, where the handler is attached to it.
    asio::post(
        home_, [self = shared_from_this(), awaitable = std::move(awaitable),
                completion = std::move(completion)]() mutable {
            asio::co_spawn(
                self->home_, std::move(awaitable),
                asio::bind_cancellation_slot(self->cancellation_.slot(), std::move(completion)));
        });
}

void soak_call::start(identity_client& client, bool by_entra)
{
    by_entra_ = by_entra;
    launch_it(client, call_options().deadline(deadline_).max_retries(retries_).request_id(request_id_));
}

void soak_call::launch_it(identity_client& client, const call_options& options)
{
    const std::string tenant(soak_task::tenant);
    switch (task_.what) {
    case operation::create_user:
        return launch(
            task_.has_custom_id() ? client.create_user(task_.custom_id, options)
                                  : client.create_user(options));
    case operation::create_user_and_token:
        return launch(
            task_.has_custom_id() ? client.create_user_and_token(task_.custom_id, scope_, options)
                                  : client.create_user_and_token(scope_, options));
    case operation::get_token:
        return launch(client.get_token(task_.user, scope_, options));
    case operation::get_token_for_teams_user:
        return launch(client.get_token_for_teams_user(
            task_.entra_token, std::string(soak_task::application), task_.object_id, options));
    case operation::revoke_tokens:
        return launch(client.revoke_tokens(task_.user, options));
    case operation::delete_user:
        return launch(client.delete_user(task_.user, options));
    case operation::get_user:
        return launch(client.get_user(task_.user, options));
    case operation::get_token_for_teams_extension_user:
        return launch(client.get_token_for_teams_extension_user(task_.entra_token, options));
    case operation::get_token_for_entra_user:
        return launch(client.get_token_for_entra_user(task_.entra_token, options));
    case operation::get_teams_extension_assignment:
        return launch(client.get_teams_extension_assignment(tenant, task_.object_id, options));
    case operation::set_teams_extension_assignment:
        return launch(
            client.set_teams_extension_assignment(tenant, task_.object_id, task_.principal(), options));
    case operation::delete_teams_extension_assignment:
        return launch(client.delete_teams_extension_assignment(tenant, task_.object_id, options));
    }
}

void soak_call::cancel()
{
    cancelled_ = true;
    asio::post(
        home_, [self = shared_from_this()] { self->cancellation_.emit(asio::cancellation_type::terminal); });
}

void soak_call::note(user_and_token value)
{
    received_ = std::move(value.user);
    token_ = std::move(value.token);
}

void soak_call::note(user_detail value)
{
    if (value.user != task_.user || value.custom_id != task_.custom_id)
        wrong_ = "was told of another identity";
}

void soak_call::note(teams_extension_assignment value)
{
    if (value.tenant_id != soak_task::tenant || value.object_id != task_.object_id ||
        value.principal != task_.principal())
        wrong_ = "was told of another assignment";
}

void soak_call::end(std::exception_ptr thrown, std::optional<error> failure)
{
    failure_ = std::move(failure);
    if (thrown && !failure_)
        failure_ = errc::internal;
    ended_ = stage_.time()->now_boottime();
    completions_.fetch_add(1, std::memory_order_release);
}

bool soak_call::was_interrupted() const
{
    return failure_ && (*failure_ == errc::canceled || *failure_ == errc::client_stopped ||
                        *failure_ == errc::deadline_exceeded);
}

// One more for a used connection that was dead, and one for a challenge.
unsigned soak_call::most_requests() const
{
    return retries_ + (by_entra_ ? 3 : 2);
}

bool soak_call::failure_is_possible() const
{
    switch (static_cast<errc>(failure_->code().value())) {
    case errc::canceled:
        return cancelled_;
    case errc::client_stopped:
        return stopped_;
    case errc::deadline_exceeded: // or of the credential's fetch, which another call may have begun
        return ended_ - begun_ >= deadline_ ||
               (by_entra_ && failure_->message().starts_with("the credential's"));
    case errc::authentication_failed:
        // The first challenge was answered, but a renewal came between; or the call's end came with it.
        return by_entra_ &&
               (failure_->attempts() > 1 || cancelled_ || stopped_ || ended_ - begun_ >= deadline_) &&
               failure_->message().find("a token with other claims") != std::string::npos;
    case errc::outcome_unknown:
        return task_.creates();
    case errc::assignment_not_found:
        return task_.what == operation::get_teams_extension_assignment;
    case errc::credential_failed:
        return by_entra_;
    case errc::overloaded:
    case errc::throttled:
    case errc::service_unavailable:
    case errc::request_rejected: // a fault's 400
    case errc::malformed_response:
    case errc::not_the_service:
    case errc::response_too_large:
    case errc::response_timeout:
    case errc::handshake_timeout:
    case errc::connect_timeout:
        return true;
    case errc::connection_lost:
        return !task_.creates();
    default:
        return false;
    }
}

std::string soak_call::complaint() const
{
    const std::string name = request_id_ + " (" + std::string(to_string(task_.what)) + ") ";
    if (const int times = completions_.load(std::memory_order_acquire); times != 1)
        return name + "ended " + std::to_string(times) + " times";
    if (wrong_)
        return name + wrong_;
    if (failure_ && !failure_is_possible())
        return name + "can't have failed like this: " + failure_->message();
    if (failure_ && failure_->attempts() > most_requests())
        return name + "made too many attempts: " + std::to_string(failure_->attempts());
    if (stage_.is_exact() && ended_ - begun_ > deadline_ + soak_stage::longest_jump)
        return name + "exceeded its deadline by " + std::to_string((ended_ - begun_ - deadline_).count()) +
               " ns";
    return {};
}
