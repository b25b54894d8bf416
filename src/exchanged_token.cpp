#include "exchanged_token.hpp"

#include "cache/token_holder.hpp"
#include "pipeline/pipeline.hpp"
#include "wire/credential_end.hpp"
#include "wire/make_error.hpp"
#include "wire/operations.hpp"

#include <algorithm>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <mutex>
#include <utility>

namespace acs {

namespace asio = boost::asio;

using cache::token_holder;

namespace {

asio::awaitable<result<wire::issued_token>> begin_asking(
    std::shared_ptr<const exchanged_token::entra_source> source, std::vector<std::string> scopes)
{
    result<access_token> given = co_await (*source)(std::move(scopes));
    if (!given)
        co_return given.error();
    wire::issued_token issued;
    issued.token = std::move(*given);
    co_return issued;
}

asio::awaitable<result<wire::issued_token>> exchange(
    std::shared_ptr<pipeline::pipeline> calls, wire::exchange_request make, access_token entra)
{
    call_options options;
    const auto answer = co_await pipeline::pipeline::run(std::move(calls), make(entra.token()), options);
    if (!answer)
        co_return answer.error();
    auto both = wire::parse_user_and_token(*answer);
    if (!both)
        co_return both.error();
    wire::issued_token issued;
    issued.token = std::move(both->token);
    co_return issued;
}

} // namespace

class exchanged_token::state
{
public:
    state(
        asio::any_io_executor executor, client_options service, entra_source from,
        wire::exchange_request make, std::vector<std::string> scopes,
        std::shared_ptr<const credential_observer> observer)
        : runs_on(std::move(executor)), time(service.time()), deadline_(service.deadline()),
          random_(service.jitter()), make_(make),
          report_(cache::fetch_report::create(std::move(observer), credential_name)),
          calls_(std::make_shared<pipeline::pipeline>(runs_on, std::move(service)))
    {
        token_holder::settings how = settings();
        how.keeps = false; // the source keeps it, and knows better when it is of no use any more
        const auto source = std::make_shared<const entra_source>(std::move(from));
        entra = std::make_shared<token_holder>(
            [source, scopes = std::move(scopes)](const std::string&) { return begin_asking(source, scopes); },
            std::move(how));
    }

    // What holds the token that this Entra token was exchanged for, or will be. Null if it was stopped.
    std::shared_ptr<token_holder> exchanged_for(const access_token& token)
    {
        const std::lock_guard lock(mutex_);
        if (stopped_)
            return nullptr;
        if (!current_ || exchanged_.token() != token.token()) {
            // Who waits for the one before goes on waiting.
            current_ = std::make_shared<token_holder>(
                [calls = calls_, make = make_, token](const std::string&) {
                    return exchange(calls, make, token);
                },
                settings());
            exchanged_ = token;
        }
        return current_;
    }

    void stop() noexcept
    {
        std::shared_ptr<token_holder> current;
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
            current = std::move(current_);
            exchanged_ = access_token();
        }
        entra->stop();
        if (current)
            current->stop();
        calls_->stop();
    }

    const asio::any_io_executor runs_on;
    const std::shared_ptr<time_source> time;
    std::shared_ptr<token_holder> entra; // constant

private:
    token_holder::settings settings() const
    {
        token_holder::settings how;
        how.rule = &cache::renewed_before_end;
        how.reserve = std::chrono::nanoseconds::zero();
        how.last_moments = std::chrono::seconds(10); // as of a refreshed token
        // The call itself ends in time, and says more about it.
        how.deadline = std::min<std::chrono::nanoseconds>(deadline_, std::chrono::hours(24));
        how.deadline += std::chrono::seconds(1);
        how.outlives_waiters = false;
        how.random = random_;
        how.report = report_;
        return how;
    }

    const std::chrono::nanoseconds deadline_;
    const std::function<double()> random_;
    const wire::exchange_request make_;
    const std::shared_ptr<const cache::fetch_report> report_; // null: nobody listens
    const std::shared_ptr<pipeline::pipeline> calls_;

    std::mutex mutex_; // of what follows
    access_token exchanged_;
    std::shared_ptr<token_holder> current_;
    bool stopped_ = false;
};

exchanged_token::exchanged_token(std::shared_ptr<state> all) : state_(std::move(all)) {}

result<std::shared_ptr<exchanged_token>> exchanged_token::create(
    asio::any_io_executor runs_on, client_options service, entra_source entra,
    std::vector<std::string> scopes, std::shared_ptr<const credential_observer> observer)
{
    const auto make = wire::exchange_for_scopes(scopes);
    if (!make)
        return make.error();
    const auto all = std::make_shared<state>(
        std::move(runs_on), std::move(service), std::move(entra), *make, std::move(scopes),
        std::move(observer));
    std::shared_ptr<exchanged_token> made(new exchanged_token(all));
    // Only the observer is told what comes of it: the first who asks for a token finds it, or tries again.
    asio::co_spawn(all->runs_on, ask(all), [](std::exception_ptr, const result<access_token>&) {});
    return made;
}

exchanged_token::~exchanged_token()
{
    exchanged_token::stop();
}

asio::awaitable<result<access_token>> exchanged_token::get()
{
    return ask(state_);
}

void exchanged_token::stop() noexcept
{
    state_->stop();
}

asio::awaitable<result<access_token>> exchanged_token::ask(std::shared_ptr<state> all)
{
    const auto entra = co_await token_holder::get(all->entra, all->runs_on, all->time);
    if (!entra)
        co_return entra.error();
    const auto exchanged = all->exchanged_for(*entra);
    if (!exchanged)
        co_return wire::credential_end(errc::client_stopped);
    std::exception_ptr thrown;
    try {
        co_return co_await token_holder::get(exchanged, all->runs_on, all->time);
    } catch (...) { // a co_await throws in a coroutine that was cancelled when the first one was over
        thrown = std::current_exception();
    }
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() == asio::cancellation_type::none)
        co_return wire::make_error(errc::internal, thrown);
    co_return wire::make_error(errc::canceled, "waiting for a token");
}

} // namespace acs
