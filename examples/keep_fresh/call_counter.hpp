#ifndef EXAMPLES_KEEP_FRESH_CALL_COUNTER_HPP
#define EXAMPLES_KEEP_FRESH_CALL_COUNTER_HPP

#include <acs/observer.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>

// Counts requests for tokens, as the service does that limits them. An observer of the client.
class call_counter
{
public:
    void attempt_started(const acs::attempt_started_event& event)
    {
        ++on_the_way_;
        if (event.context.operation != acs::operation::get_token)
            return;
        ++calls_;
        latest_.push_back(event.started);
        while (latest_.front() <= event.started - std::chrono::seconds(30))
            latest_.pop_front();
        busiest_30s_ = std::max(busiest_30s_, latest_.size());
    }
    void attempt_ended(const acs::attempt_ended_event& event)
    {
        --on_the_way_;
        if (event.http_status == 429)
            ++throttled_;
    }

    std::size_t on_the_way() const { return on_the_way_; } // requests without an answer yet
    std::size_t calls() const { return calls_; }
    std::size_t busiest_30s() const { return busiest_30s_; }
    std::size_t throttled() const { return throttled_; }

private:
    std::size_t on_the_way_ = 0;
    std::size_t calls_ = 0;
    std::size_t busiest_30s_ = 0;
    std::size_t throttled_ = 0;
    std::deque<acs::wall_time> latest_;
};

#endif
