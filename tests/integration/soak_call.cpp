#include "soak_call.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <utility>

using namespace acs;
namespace asio = boost::asio;

soak_call::soak_call(soak_stage& stage, acs::operation what, std::string id, soak_random& random)
    : stage_(stage), operation_(what), request_id_(std::move(id)),
      deadline_(random.between(stage.pace().longest_deadline / 1000, stage.pace().longest_deadline)),
      retries_(static_cast<unsigned>(random.below(5))),
      scope_(random.chance(0.5) ? scope::chat : scope::voip), to_be_cancelled_(random.chance(0.2)),
      home_(stage.make_home())
{}

soak_call::soak_call(soak_stage& stage, acs::operation what, std::string id)
    : stage_(stage), operation_(what), request_id_(std::move(id)), deadline_(std::chrono::hours(1)),
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

void soak_call::start(identity_client& client, const communication_user& user, const secret& entra_token)
{
    user_ = user;
    const call_options options =
        call_options().deadline(deadline_).max_retries(retries_).request_id(request_id_);
    switch (operation_) {
    case operation::create_user:
        return launch(client.create_user(options));
    case operation::create_user_and_token:
        return launch(client.create_user_and_token(scope_, options));
    case operation::get_token:
        return launch(client.get_token(user, scope_, options));
    case operation::get_token_for_teams_user:
        return launch(client.get_token_for_teams_user(
            entra_token, std::string(application), std::string(teams_user), options));
    case operation::revoke_tokens:
        return launch(client.revoke_tokens(user, options));
    case operation::delete_user:
        return launch(client.delete_user(user, options));
    default: // not in the soak
        break;
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
    created_ = std::move(value.user);
    token_ = std::move(value.token);
}

void soak_call::end(std::exception_ptr thrown, std::optional<error> failure)
{
    failure_ = std::move(failure);
    if (thrown && !failure_)
        failure_ = errc::internal;
    ended_ = stage_.time()->now_boottime();
    completions_.fetch_add(1, std::memory_order_release);
}

bool soak_call::creates() const
{
    return operation_ == operation::create_user || operation_ == operation::create_user_and_token;
}

bool soak_call::was_interrupted() const
{
    return failure_ && (*failure_ == errc::canceled || *failure_ == errc::client_stopped ||
                        *failure_ == errc::deadline_exceeded);
}

// One more for a used connection that was dead.
unsigned soak_call::most_requests() const
{
    return retries_ + 2;
}

bool soak_call::failure_is_possible() const
{
    switch (static_cast<errc>(failure_->code().value())) {
    case errc::canceled:
        return cancelled_;
    case errc::client_stopped:
        return stopped_;
    case errc::deadline_exceeded:
        return ended_ - begun_ >= deadline_;
    case errc::outcome_unknown:
        return creates();
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
        return !creates();
    default:
        return false;
    }
}

std::string soak_call::complaint() const
{
    const std::string name = request_id_ + " (" + std::string(to_string(operation_)) + ") ";
    if (const int times = completions_.load(std::memory_order_acquire); times != 1)
        return name + "ended " + std::to_string(times) + " times";
    if (failure_ && !failure_is_possible())
        return name + "can't have failed like this: " + failure_->message();
    if (failure_ && failure_->attempts() > most_requests())
        return name + "made too many attempts: " + std::to_string(failure_->attempts());
    if (stage_.is_exact() && ended_ - begun_ > deadline_ + soak_stage::longest_jump)
        return name + "exceeded its deadline by " + std::to_string((ended_ - begun_ - deadline_).count()) +
               " ns";
    return {};
}
