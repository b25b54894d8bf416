#include "curl/curl_loop.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <system_error>
#include <unistd.h>

namespace {

using std::chrono::milliseconds;

int checked(int result, const char* what)
{
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), what);
    return result;
}

void check(CURLMcode code)
{
    if (code != CURLM_OK)
        throw std::runtime_error(std::string("libcurl: ") + ::curl_multi_strerror(code));
}

void add_to(int epoll, int what)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = what;
    checked(::epoll_ctl(epoll, EPOLL_CTL_ADD, what, &event), "epoll_ctl");
}

} // namespace

curl_loop::curl_loop(std::size_t connections)
    : multi_(::curl_multi_init()), epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      alarm_(checked(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd_create"))
{
    add_to(epoll_, alarm_);
    const auto most = static_cast<long>(connections);
    check(::curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &curl_loop::watch));
    check(::curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this));
    check(::curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &curl_loop::set_timer));
    check(::curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this));
    check(::curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, most));
    check(::curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, most));
}

curl_loop::~curl_loop()
{
    ::curl_multi_cleanup(multi_);
    ::close(alarm_);
    ::close(epoll_);
}

int curl_loop::watch(CURL*, curl_socket_t socket, int what, void* loop, void* known)
{
    auto* const self = static_cast<curl_loop*>(loop);
    if (what == CURL_POLL_REMOVE) {
        ::epoll_ctl(self->epoll_, EPOLL_CTL_DEL, socket, nullptr); // it may be closed already
        return 0;
    }
    epoll_event event{};
    event.data.fd = socket;
    if ((what & CURL_POLL_IN) != 0)
        event.events |= EPOLLIN;
    if ((what & CURL_POLL_OUT) != 0)
        event.events |= EPOLLOUT;
    if (known == nullptr)
        ::curl_multi_assign(self->multi_, socket, self); // libcurl hands it back: the socket is in the set
    return ::epoll_ctl(self->epoll_, known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
}

int curl_loop::set_timer(CURLM*, long milliseconds_from_now, void* loop)
{
    auto* const self = static_cast<curl_loop*>(loop);
    self->timed_ = milliseconds_from_now >= 0;
    if (self->timed_)
        self->timeout_ = load_calls::clock::now() + milliseconds(milliseconds_from_now);
    return 0;
}

int curl_loop::milliseconds_left() const
{
    if (!timed_)
        return -1;
    const auto left = timeout_ - load_calls::clock::now();
    return left.count() <= 0 ? 0 : static_cast<int>(std::chrono::ceil<milliseconds>(left).count());
}

void curl_loop::start(CURL* transfer)
{
    check(::curl_multi_add_handle(multi_, transfer));
}

void curl_loop::remove(CURL* transfer)
{
    ::curl_multi_remove_handle(multi_, transfer);
}

void curl_loop::wake_at(load_calls::clock::time_point when)
{
    if (when == alarm_set_)
        return;
    alarm_set_ = when;
    const auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(when.time_since_epoch()).count();
    itimerspec time{};
    time.it_value.tv_sec = since / 1'000'000'000;
    time.it_value.tv_nsec = since % 1'000'000'000;
    checked(::timerfd_settime(alarm_, TFD_TIMER_ABSTIME, &time, nullptr), "timerfd_settime");
}

void curl_loop::act(curl_socket_t socket, int events)
{
    check(::curl_multi_socket_action(multi_, socket, events, &running_));
}

void curl_loop::turn(const finished& report)
{
    std::array<epoll_event, 256> events;
    const int count =
        ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds_left());
    if (count < 0 && errno != EINTR)
        checked(count, "epoll_wait");
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == alarm_) {
            std::uint64_t expired = 0;
            [[maybe_unused]] const auto size = ::read(alarm_, &expired, sizeof(expired));
            continue;
        }
        int what = 0;
        if ((event.events & EPOLLIN) != 0)
            what |= CURL_CSELECT_IN;
        if ((event.events & EPOLLOUT) != 0)
            what |= CURL_CSELECT_OUT;
        if ((event.events & (EPOLLERR | EPOLLHUP)) != 0)
            what |= CURL_CSELECT_ERR;
        act(event.data.fd, what);
    }
    if (timed_ && load_calls::clock::now() >= timeout_) {
        timed_ = false;
        act(CURL_SOCKET_TIMEOUT, 0);
    }
    int more = 0;
    while (const CURLMsg* const message = ::curl_multi_info_read(multi_, &more))
        if (message->msg == CURLMSG_DONE) {
            CURL* const transfer = message->easy_handle;
            const CURLcode result = message->data.result; // the message goes with the handle
            remove(transfer);
            report(transfer, result);
        }
}
