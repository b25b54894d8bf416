#ifndef BENCHMARKS_CURL_CURL_LOOP_HPP
#define BENCHMARKS_CURL_CURL_LOOP_HPP

#include "load/load_calls.hpp"

#include <cstddef>
#include <curl/curl.h>
#include <functional>

/// libcurl's multi interface driven by its socket actions from one epoll set: the cheapest way that it has
/// for many connections.
class curl_loop
{
public:
    using finished = std::function<void(CURL*, CURLcode)>;

    explicit curl_loop(std::size_t connections);
    curl_loop(const curl_loop&) = delete;
    curl_loop& operator=(const curl_loop&) = delete;
    ~curl_loop();

    void start(CURL* transfer);
    /// The next wait ends then, if nothing ends it before.
    void wake_at(load_calls::clock::time_point when);
    /// Waits for something to happen, and reports each transfer that is over; it can be started anew.
    void turn(const finished& report);

    void remove(CURL* transfer);

private:
    static int watch(CURL* transfer, curl_socket_t socket, int what, void* loop, void* known);
    static int set_timer(CURLM* multi, long milliseconds, void* loop);
    int milliseconds_left() const;
    void act(curl_socket_t socket, int events);

    CURLM* const multi_;
    const int epoll_;
    const int alarm_; // a timer with a finer grain than epoll_wait's own
    load_calls::clock::time_point alarm_set_;
    int running_ = 0;
    bool timed_ = false;
    load_calls::clock::time_point timeout_;
};

#endif
