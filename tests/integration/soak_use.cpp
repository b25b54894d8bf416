#include "soak_use.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

using namespace acs;
namespace asio = boost::asio;

soak_use::soak_use(
    soak_stage& stage, std::string name, std::chrono::nanoseconds limit,
    std::function<void(const access_token&)> note)
    : stage_(stage), name_(std::move(name)), limit_(limit), note_(std::move(note)), home_(stage.make_home())
{}

void soak_use::start(asio::awaitable<result<access_token>> what)
{
    begun_ = stage_.time()->now_boottime();
    auto completion = [self = shared_from_this()](std::exception_ptr thrown, result<access_token> got) {
        self->end(thrown != nullptr, std::move(got));
    };
    // The signal belongs to home_, where the handler is attached to it.
    asio::post(
        home_,
        [self = shared_from_this(), what = std::move(what), completion = std::move(completion)]() mutable {
            asio::co_spawn(
                self->home_, std::move(what),
                asio::bind_cancellation_slot(self->cancellation_.slot(), std::move(completion)));
        });
}

void soak_use::cancel()
{
    cancelled_ = true;
    asio::post(
        home_, [self = shared_from_this()] { self->cancellation_.emit(asio::cancellation_type::terminal); });
}

void soak_use::end(bool thrown, result<access_token> got)
{
    thrown_ = thrown;
    ended_ = stage_.time()->now_boottime();
    if (thrown || !got) {
        failure_ = thrown ? error(errc::internal) : got.error();
    } else {
        token_ = std::move(*got);
        note_(token_);
    }
    completions_.fetch_add(1, std::memory_order_release);
}

bool soak_use::failure_is_possible() const
{
    switch (static_cast<errc>(failure_->code().value())) {
    case errc::canceled:
        return cancelled_;
    case errc::client_stopped:
        return stopped_;
    case errc::deadline_exceeded: // the refresher's own, or the credential's
    case errc::credential_failed: // it threw
    case errc::token_expired:
    case errc::throttled:
    case errc::service_unavailable:
    case errc::request_rejected:
    case errc::malformed_response:
    case errc::not_the_service:
    case errc::response_too_large:
    case errc::response_timeout:
    case errc::handshake_timeout:
    case errc::connect_timeout:
    case errc::connection_lost:
        return true;
    default:
        return false;
    }
}

std::string soak_use::complaint() const
{
    if (const int times = completions_.load(std::memory_order_acquire); times != 1)
        return name_ + " ended " + std::to_string(times) + " times";
    if (thrown_)
        return name_ + " threw";
    if (failure_ && !failure_is_possible())
        return name_ + " can't have failed like this: " + failure_->message();
    if (!failure_ && token_.token().empty())
        return name_ + " got an empty token";
    if (!failure_ && token_.usable_until() <= begun_)
        return name_ + " got a token that had expired before";
    if (stage_.is_exact() && ended_ - begun_ > limit_ + soak_stage::longest_jump)
        return name_ + " took too long by " + std::to_string((ended_ - begun_ - limit_).count()) + " ns";
    return {};
}
