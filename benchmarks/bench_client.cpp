// Load on one service through the public client: N issue-token calls, C at a time, over C connections, on one
// thread. Prints one line of JSON. See docs/benchmarks.md.

#include <acs/identity.hpp>

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace asio = boost::asio;
using steady = std::chrono::steady_clock;

namespace {

struct load
{
    acs::identity_client client;
    acs::communication_user user;
    std::size_t left;                   // calls that no worker has begun yet
    std::vector<double> latencies_ms{}; // of the calls that succeeded

    load(acs::identity_client with, acs::communication_user whose, std::size_t calls)
        : client(std::move(with)), user(std::move(whose)), left(calls)
    {}
};

// One of the C workers: one call after the other, as long as there are any.
asio::awaitable<void> work(std::shared_ptr<load> shared)
{
    while (shared->left > 0) {
        --shared->left;
        const auto start = steady::now();
        const auto token = co_await shared->client.get_token(shared->user, acs::scope::voip);
        token.value(); // the first failure ends the run
        shared->latencies_ms.push_back(
            std::chrono::duration<double, std::milli>(steady::now() - start).count());
    }
}

double cpu_seconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_rss_mib()
{
    std::ifstream status("/proc/self/status");
    for (std::string name; status >> name; status.ignore(1000, '\n'))
        if (name == "VmHWM:") {
            double kib = 0;
            status >> kib;
            return kib / 1024;
        }
    return 0;
}

// The value that this fraction of the calls did not exceed.
double percentile(const std::vector<double>& sorted, double fraction)
{
    const auto rank = static_cast<std::size_t>(fraction * static_cast<double>(sorted.size()));
    return sorted[std::min(rank, sorted.size() - 1)];
}

std::size_t count_option(const std::map<std::string, std::string>& options, const std::string& name)
{
    const auto found = options.find(name);
    if (found == options.end())
        throw std::invalid_argument(name + " is missing");
    const std::string& text = found->second;
    std::size_t value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || value == 0)
        throw std::invalid_argument(name + " takes a whole number of at least 1");
    return value;
}

void run(const std::map<std::string, std::string>& options)
{
    const auto text = [&](const std::string& name) {
        const auto found = options.find(name);
        if (found == options.end())
            throw std::invalid_argument(name + " is missing");
        return found->second;
    };
    const std::size_t n = count_option(options, "--n");
    const std::size_t c = count_option(options, "--c");
    auto client_options = acs::client_options::from_connection_string(text("--connection-string")).value();
    client_options.max_connections(c).quota(acs::quota::uniform(acs::rate{1e9, 1})).max_retries(0);
    if (options.contains("--ca"))
        client_options.ca_file(text("--ca"));

    asio::io_context context(1);
    const auto shared = std::make_shared<load>(
        acs::identity_client(context.get_executor(), client_options), acs::communication_user(text("--user")),
        n);
    shared->latencies_ms.reserve(n);
    std::exception_ptr failure;
    for (std::size_t i = 0; i < c; ++i)
        asio::co_spawn(context, work(shared), [&](std::exception_ptr thrown) {
            if (thrown && !failure) {
                failure = thrown;
                shared->left = 0;
            }
        });
    const auto start = steady::now();
    const double cpu_before = cpu_seconds();
    context.run();
    const double cpu = cpu_seconds() - cpu_before;
    const double seconds = std::chrono::duration<double>(steady::now() - start).count();
    if (failure)
        std::rethrow_exception(failure);

    std::sort(shared->latencies_ms.begin(), shared->latencies_ms.end());
    const double calls = static_cast<double>(n);
    std::cout << "{\"n\":" << n << ",\"c\":" << c << ",\"seconds\":" << seconds
              << ",\"ops_s\":" << calls / seconds << ",\"cpu_us_op\":" << cpu * 1e6 / calls
              << ",\"p50_ms\":" << percentile(shared->latencies_ms, 0.5)
              << ",\"p99_ms\":" << percentile(shared->latencies_ms, 0.99)
              << ",\"peak_rss_mib\":" << peak_rss_mib() << "}" << std::endl;
}

} // namespace

int main(int argc, char** argv)
{
    const char* const usage =
        "usage: bench_client --connection-string TEXT [--ca FILE] --user ID --n CALLS --c CALLS-AT-A-TIME\n";
    std::map<std::string, std::string> options;
    for (int i = 1; i + 1 < argc; i += 2)
        options[argv[i]] = argv[i + 1];
    for (const auto& [name, value] : options)
        if (name != "--connection-string" && name != "--ca" && name != "--user" && name != "--n" &&
            name != "--c")
            argc = 2;
    if (argc % 2 == 0) {
        std::cerr << usage;
        return 2;
    }
    try {
        run(options);
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "bench_client: " << wrong.what() << '\n' << usage;
        return 2;
    } catch (const std::exception& exception) {
        std::cerr << "bench_client: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}
