// Load on one service through the public client: N issue-token calls, C at a time, over C connections, on one
// thread. Prints one line of JSON. See docs/benchmarks.md.

#include "load/load_program.hpp"

#include <acs/identity.hpp>

namespace asio = boost::asio;

namespace {

struct client_load
{
    acs::identity_client client;
    acs::communication_user user;
    load_calls calls;
    load_report report;

    client_load(acs::identity_client with, const load_options& options)
        : client(std::move(with)), user(options.user), report(options)
    {}

    static asio::awaitable<void> work(client_load* shared, std::size_t)
    {
        while (shared->calls.left()) {
            const auto turn = shared->calls.take();
            if (turn.early)
                co_await wait_until(turn.due);
            const auto token = co_await shared->client.get_token(shared->user, acs::scope::voip);
            token.value(); // the first failure ends the run
            shared->report.add_call(turn.due);
        }
    }
};

void run(const load_options& options)
{
    auto client_options = acs::client_options::from_connection_string(options.connection_string).value();
    client_options.max_connections(options.concurrency)
        .quota(acs::quota::uniform(acs::rate{1e9, 1}))
        .max_retries(0)
        .proxy("")
        .ca_file(options.ca_file);
    asio::io_context context(1);
    client_load load(acs::identity_client(context.get_executor(), client_options), options);
    run_load(context, load, options);
}

} // namespace

int main(int argc, char** argv)
{
    return load_main("bench_client", argc, argv, run);
}
