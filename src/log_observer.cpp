#include <acs/log_observer.hpp>

#include "observe/log_line.hpp"

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

// Sets the callbacks of one observer.
class log_maker
{
public:
    log_maker(observer& to, log_sink sink, log_level least)
        : to_(to), sink_(std::make_shared<const log_sink>(std::move(sink))), least_(least)
    {}

    template <class Event>
    void log(observer::callback<Event> observer::*which, std::string_view name) const
    {
        to_.*which = [sink = sink_, least = least_, name](const Event& event) {
            const log_level level = level_of(event);
            if (level >= least)
                (*sink)(level, observe::log_line(name, attributes(event)));
        };
    }

private:
    observer& to_;
    std::shared_ptr<const log_sink> sink_;
    log_level least_;
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
    const log_maker maker(*made, std::move(sink), least);
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
    const auto sink = std::make_shared<stream_sink>(out, time ? std::move(time) : time_source::system());
    return make_log_observer(
        [sink](log_level level, std::string_view line) { sink->write(level, line); }, least);
}

} // namespace acs
