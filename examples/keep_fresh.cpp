// Keeps the access tokens of many identities fresh: for hours, through an outage of the service, and never
// beyond its quota.
//
//   examples/run keep_fresh [--identities N] [--hours H] [--outage MINUTES]
//
// An emulator in this process serves, with the service's quota switched on. It has a clock of its own, so
// that hours pass in seconds. With COMMUNICATION_SERVICES_CONNECTION_STRING set, that resource serves, in
// real time and fewer identities; they are deleted at the end.

#include "keep_fresh/call_counter.hpp"
#include "keep_fresh/progress_line.hpp"
#include "keep_fresh/service.hpp"
#include "keep_fresh/settings.hpp"

#include <acs/capacity.hpp>
#include <acs/identity.hpp>
#include <acs/token_cache.hpp>

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr std::chrono::minutes token_life(60); // the shortest that the service issues, for many renewals

class keeper
{
public:
    keeper(asio::any_io_executor executor, service& in, settings wanted)
        : in_(in), wanted_(wanted), client_(executor, in.options().quota(acs::quota::published())),
          cache_(client_), began_(in.now())
    {}

    // True if every token was there all the time.
    asio::awaitable<bool> run()
    {
        co_await create_identities();
        co_await fetch_first_tokens();
        const nanoseconds until = in_.now() + wanted_.duration;
        if (wanted_.outage > 0s) {
            co_await watch(in_.now() + (wanted_.duration - wanted_.outage) / 2);
            co_await live_through_outage();
        }
        co_await watch(until);
        line_.finish();
        const bool kept = summarise();
        if (!in_.is_emulated())
            co_await delete_identities();
        co_await cache_.stop();
        co_return kept;
    }

private:
    asio::awaitable<void> create_identities()
    {
        while (users_.size() < wanted_.identities) {
            const auto created = co_await client_.create_user();
            users_.push_back(created.value());
            show("creating identities", users_.size());
        }
    }

    // The cache fetches them at the pace at which it will renew them.
    asio::awaitable<void> fetch_first_tokens()
    {
        acs::prefetch_options options;
        options.lifetime(token_life).keep_fresh(true);
        options.on_progress(
            [this](const acs::prefetch_progress& made) { show("fetching first tokens", made.ready); });
        const auto fetched = co_await cache_.prefetch(users_, acs::scope::chat, options);
        if (fetched.value().ready < users_.size())
            throw std::runtime_error("some identities have got no token");
    }

    // From here on the cache works by itself.
    asio::awaitable<void> watch(nanoseconds until, const char* remark = "all is well")
    {
        while (in_.now() < until)
            co_await look_after(std::min<nanoseconds>(1s, until - in_.now()), remark);
    }

    asio::awaitable<void> live_through_outage()
    {
        in_.break_down();
        co_await watch(in_.now() + wanted_.outage, "THE SERVICE IS DOWN");
        in_.recover();
        const nanoseconds recovered = in_.now();
        while (cache_.stats().backlog > 0)
            co_await look_after(1s, "catching up");
        caught_up_in_ = in_.now() - recovered;
    }

    asio::awaitable<void> look_after(nanoseconds time, const char* remark)
    {
        co_await in_.sleep(time);
        highest_backlog_ = std::max(highest_backlog_, cache_.stats().backlog);
        if (line_.is_due())
            show(remark, fresh());
    }

    asio::awaitable<void> delete_identities()
    {
        for (const acs::communication_user& user : users_) {
            const auto removed = co_await cache_.remove(user);
            removed.value();
        }
    }

    // How many identities have a token that can be used.
    std::size_t fresh()
    {
        return static_cast<std::size_t>(std::count_if(users_.begin(), users_.end(), [&](const auto& user) {
            return !cache_.try_get(user, acs::scope::chat, token_life).empty();
        }));
    }

    void show(const std::string& what, std::size_t done)
    {
        if (!line_.is_due())
            return;
        line_.show(
            to_text(in_.now() - began_) + "  " + what + ": " + std::to_string(done) + " of " +
            std::to_string(wanted_.identities) + "; " + std::to_string(in_.counted().calls()) +
            " calls, busiest 30 s " + std::to_string(in_.counted().busiest_30s()) + ", overdue " +
            std::to_string(cache_.stats().backlog));
    }

    bool summarise()
    {
        const std::size_t usable = fresh();
        const std::size_t lapsed = cache_.stats().lapsed;
        std::cout << "tokens at the end    " << usable << " of " << wanted_.identities << '\n'
                  << "token calls          " << in_.counted().calls() << '\n'
                  << "busiest 30 s         " << in_.counted().busiest_30s() << " of the 1000 allowed\n"
                  << "refused with 429     " << in_.counted().throttled() << '\n'
                  << "tokens that lapsed   " << lapsed << '\n'
                  << "overdue at most      " << highest_backlog_ << '\n';
        if (wanted_.outage > 0s)
            std::cout << "caught up after      " << to_text(caught_up_in_) << '\n';
        return usable == wanted_.identities && lapsed == 0 && in_.counted().throttled() == 0;
    }

    service& in_;
    const settings wanted_;
    acs::identity_client client_;
    acs::token_cache cache_;
    std::vector<acs::communication_user> users_;
    progress_line line_;
    const nanoseconds began_;
    std::size_t highest_backlog_ = 0;
    nanoseconds caught_up_in_{};
};

asio::awaitable<bool> keep_fresh(service* in, settings wanted)
{
    keeper work(co_await asio::this_coro::executor, *in, wanted);
    co_return co_await work.run();
}

int main(int argc, char** argv)
{
    const auto started = std::chrono::steady_clock::now();
    const char* const configured = std::getenv("COMMUNICATION_SERVICES_CONNECTION_STRING");
    try {
        const settings wanted = parse(argc, argv, !configured);
        const auto limit = acs::published_rate(acs::operation::get_token);
        std::cout << "Keeping one-hour tokens of " << wanted.identities << " identities fresh for "
                  << to_text(wanted.duration) << ".\nThe quota is enough for "
                  << acs::identities_that_fit(limit, token_life) << ". The first tokens take "
                  << to_text(acs::cold_fill_time(limit, wanted.identities)) << ".\n";

        service in(configured);
        bool kept = false, over = false;
        std::exception_ptr failure;
        asio::io_context context;
        asio::co_spawn(context, keep_fresh(&in, wanted), [&](std::exception_ptr thrown, bool result) {
            failure = thrown;
            kept = result;
            over = true;
        });
        in.run(context, over);
        if (failure)
            std::rethrow_exception(failure);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
        std::printf("wall time            %.1f s\n", took.count());
        return kept ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "keep_fresh: " << wrong.what() << '\n';
        return 2;
    } catch (const std::exception& exception) { // acs::request_failed says what happened and what to do next
        std::cerr << "\nkeep_fresh: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}
