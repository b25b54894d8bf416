#include <acs/log_observer.hpp>
#include <acs/metrics.hpp>

#include <algorithm>
#include <doctest/doctest.h>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace acs;

// Here, among the tests of the client, because these run under TSan too.
TEST_CASE("metrics and log: several threads at a time, while another one reads")
{
    constexpr int threads = 4, calls = 500;
    metrics counted;
    std::ostringstream log;
    const auto told = combine(counted.observer(), make_log_observer(log));
    const auto work = [&told] {
        for (int i = 0; i < calls; ++i) {
            attempt_ended_event attempt;
            attempt.context.operation = operation::get_token;
            attempt.http_status = 200 + i % 2;
            attempt.duration = std::chrono::milliseconds(i);
            told->attempt_started(attempt);
            told->attempt_ended(attempt);
            call_ended_event call;
            call.context.operation = operation::get_token;
            told->call_ended(call);
        }
    };
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i)
        running.emplace_back(work);
    for (int i = 0; i < 20; ++i)
        CHECK(counted.text().find("acs_attempts_total") != std::string::npos);
    for (std::thread& thread : running)
        thread.join();

    const std::string text = counted.text();
    const std::string total = std::to_string(threads * calls);
    const std::string half = std::to_string(threads * calls / 2);
    CHECK(text.find("acs_attempts_in_flight 0\n") != std::string::npos);
    CHECK(
        text.find("acs_attempts_total{operation=\"get_token\",code=\"200\"} " + half + "\n") !=
        std::string::npos);
    CHECK(
        text.find("acs_attempts_total{operation=\"get_token\",code=\"201\"} " + half + "\n") !=
        std::string::npos);
    CHECK(
        text.find("acs_call_duration_seconds_count{operation=\"get_token\"} " + total + "\n") !=
        std::string::npos);
    const std::string lines = log.str();
    CHECK(std::count(lines.begin(), lines.end(), '\n') == threads * calls);
}
