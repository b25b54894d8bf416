#include <acs/log_observer.hpp>

#include "observe/log_maker.hpp"

#include <acs/access_token.hpp>
#include <acs/observer_attributes.hpp>

#include <mutex>
#include <ostream>
#include <string>
#include <utility>

namespace acs {

namespace {

// What the caller or the client's owner wanted is nothing to warn of.
bool is_wanted(const std::optional<errc>& error)
{
    return !error || *error == errc::canceled || *error == errc::client_stopped;
}

log_level level_of(const call_ended_event& event)
{
    return is_wanted(event.error) ? log_level::info : log_level::error;
}

log_level level_of(const attempt_started_event&)
{
    return log_level::debug;
}

log_level level_of(const attempt_ended_event& event)
{
    return is_wanted(event.error) ? log_level::debug : log_level::warning;
}

log_level level_of(const retry_scheduled_event& event)
{
    return event.reason == retry_reason::stale_connection ? log_level::debug : log_level::info;
}

log_level level_of(const retry_refused_event&)
{
    return log_level::warning;
}

log_level level_of(const throttled_event& event)
{
    return event.source == throttle_source::quota ? log_level::info : log_level::warning;
}

log_level level_of(const clock_skew_event&)
{
    return log_level::warning;
}

log_level level_of(const name_resolved_event& event)
{
    return is_wanted(event.error) ? log_level::debug : log_level::warning;
}

log_level level_of(const tls_handshake_event& event)
{
    return is_wanted(event.error) ? log_level::debug : log_level::warning;
}

log_level level_of(const connection_opened_event&)
{
    return log_level::debug;
}

log_level level_of(const connection_failed_event& event)
{
    return is_wanted(event.error) ? log_level::debug : log_level::warning;
}

log_level level_of(const connection_closed_event&)
{
    return log_level::debug;
}

struct call_event_levels
{
    static log_level of(const auto& event) { return level_of(event); }
};

// Lines of several threads, one after the other.
class stream_sink
{
public:
    stream_sink(std::ostream& out, std::shared_ptr<time_source> time) : out_(out), time_(std::move(time)) {}

    void write(log_level level, std::string_view line)
    {
        constexpr std::size_t to_milliseconds = 23; // of 2026-01-02T03:04:05.6789012+00:00
        std::string text = to_string(time_->now_utc()).substr(0, to_milliseconds);
        text.append("Z ").append(to_string(level)).append(" ").append(line).append("\n");
        const std::lock_guard lock(mutex_);
        out_.write(text.data(), static_cast<std::streamsize>(text.size()));
    }

private:
    std::ostream& out_;
    std::shared_ptr<time_source> time_;
    std::mutex mutex_;
};

} // namespace

std::string_view to_string(log_level value) noexcept
{
    switch (value) {
    case log_level::debug:
        return "debug";
    case log_level::info:
        return "info";
    case log_level::warning:
        return "warning";
    case log_level::error:
        return "error";
    }
    return "unknown";
}

std::shared_ptr<const observer> make_log_observer(log_sink sink, log_level least)
{
    auto made = std::make_shared<observer>();
    if (!sink)
        return made;
    const observe::log_maker<observer, call_event_levels> maker(*made, std::move(sink), least);
    maker.log(&observer::call_ended, "call_ended");
    maker.log(&observer::attempt_ended, "attempt_ended");
    maker.log(&observer::retry_scheduled, "retry_scheduled");
    maker.log(&observer::retry_refused, "retry_refused");
    maker.log(&observer::throttled, "throttled");
    maker.log(&observer::clock_skew, "clock_skew");
    maker.log(&observer::name_resolved, "name_resolved");
    maker.log(&observer::tls_handshake, "tls_handshake");
    maker.log(&observer::connection_failed, "connection_failed");
    if (least == log_level::debug) { // these never are more; so they cost nothing at other levels
        maker.log(&observer::attempt_started, "attempt_started");
        maker.log(&observer::connection_opened, "connection_opened");
        maker.log(&observer::connection_closed, "connection_closed");
    }
    return made;
}

std::shared_ptr<const observer> make_log_observer(
    std::ostream& out, log_level least, std::shared_ptr<time_source> time)
{
    return make_log_observer(make_log_sink(out, std::move(time)), least);
}

log_sink make_log_sink(std::ostream& out, std::shared_ptr<time_source> time)
{
    const auto sink = std::make_shared<stream_sink>(out, time ? std::move(time) : time_source::system());
    return [sink](log_level level, std::string_view line) {
        sink->write(level, line);
    };
}

} // namespace acs
