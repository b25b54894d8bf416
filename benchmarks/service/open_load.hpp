#ifndef BENCHMARKS_SERVICE_OPEN_LOAD_HPP
#define BENCHMARKS_SERVICE_OPEN_LOAD_HPP

#include "service/latency_record.hpp"
#include "service/open_load_options.hpp"
#include "service/session_list.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <random>
#include <string>

/// Requests that arrive at a fixed rate, whatever the server does. Request i is due at start + i / rate; a
/// connection takes the next, waits until it is due, or sends it at once if it is late. The latency counts
/// from when it was due, so that a server that makes all wait isn't flattered by the requests that were not
/// sent meanwhile.
class open_load
{
public:
    using clock = std::chrono::steady_clock;

    explicit open_load(const open_load_options& options);

    void run();
    /// One line of JSON.
    std::string report() const;

private:
    class client;

    static boost::asio::awaitable<void> work(open_load* shared, std::size_t number);

    open_load_options options_;
    session_list sessions_;
    boost::asio::io_context context_{1};
    boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
    std::mt19937_64 random_;
    std::uniform_int_distribution<std::size_t> any_session_;
    std::size_t requests_; // those of the warm-up too
    std::size_t taken_ = 0;
    std::size_t opened_ = 0;
    std::size_t errors_ = 0;
    clock::time_point begun_;
    clock::time_point counted_from_;
    latency_record latencies_;
    latency_record delays_; // of sending: this program's own share
};

#endif
