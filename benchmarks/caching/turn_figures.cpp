#include "caching/turn_figures.hpp"

#include "caching/counting_time.hpp"
#include "caching/interleaved_rounds.hpp"
#include "caching/large_cache.hpp"
#include "caching/measured_apart.hpp"

#include <algorithm>

namespace caching {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t runs = 3;

// What one run measures, in this order.
enum column : std::size_t
{
    wakes,
    due_longest,
    due_p999,
    due_entries,
    hour_longest,
    hour_p999,
    expired_longest,
    expired_p999,
    dropped_longest,
    dropped_p999,
    columns
};

// Runs the context's handlers one by one and measures each.
class handler_watch
{
public:
    explicit handler_watch(large_cache& of) : of_(of) {}

    // Until nothing is ready.
    void run_ready(bool count_entries = false)
    {
        of_.context().restart();
        std::size_t backlog = count_entries ? of_.cache().stats().backlog : 0;
        for (;;) {
            const double begun = thread_cpu_ns();
            if (of_.context().poll_one() == 0)
                return;
            taken_us_.push_back((thread_cpu_ns() - begun) / 1000);
            if (!count_entries)
                continue;
            const std::size_t now = of_.cache().stats().backlog;
            most_entries_ = std::max(most_entries_, now > backlog ? now - backlog : 0);
            backlog = now;
        }
    }

    double longest() const
    {
        return taken_us_.empty() ? 0 : *std::max_element(taken_us_.begin(), taken_us_.end());
    }
    double p999() const { return quantile(taken_us_, 0.999); }
    std::size_t most_entries() const { return most_entries_; }

private:
    large_cache& of_;
    std::vector<double> taken_us_;
    std::size_t most_entries_ = 0;
};

void pass(counting_time& time, handler_watch& watch, std::chrono::seconds how_long)
{
    const acs::boot_time until = time.now_boottime() + how_long;
    watch.run_ready();
    while (time.now_boottime() < until && time.clock().advance_to_next())
        watch.run_ready();
}

std::vector<double> one_run(std::size_t count)
{
    const auto time = std::make_shared<counting_time>();
    large_cache measured(time, quota_for(count));
    measured.fill(count);
    measured.keep_fresh(count);
    std::vector<double> made(columns);

    // Nothing is due in the first hours.
    handler_watch idle(measured);
    idle.run_ready();
    const std::size_t before = time->woken();
    pass(*time, idle, 1h);
    made[wakes] = static_cast<double>(time->woken() - before) / 60;

    // The machine was suspended: everything is due at once.
    handler_watch due(measured);
    time->clock().advance(21h);
    due.run_ready(true);
    made[due_longest] = due.longest();
    made[due_p999] = due.p999();
    made[due_entries] = static_cast<double>(due.most_entries());

    // An hour of renewals at the quota's pace.
    handler_watch hour(measured);
    pass(*time, hour, 1h);
    made[hour_longest] = hour.longest();
    made[hour_p999] = hour.p999();

    // All that is left of the old tokens is dropped, with the new ones.
    handler_watch dropped(measured);
    measured.cache().invalidate_all();
    dropped.run_ready();
    made[dropped_longest] = dropped.longest();
    made[dropped_p999] = dropped.p999();
    return made;
}

// Suspended for so long that every token has expired.
std::vector<double> expired_run(std::size_t count)
{
    const auto time = std::make_shared<counting_time>();
    large_cache measured(time, quota_for(count));
    measured.fill(count);
    measured.keep_fresh(count);
    handler_watch expired(measured);
    expired.run_ready();
    time->clock().advance(30h);
    expired.run_ready();
    return {expired.longest(), expired.p999()};
}

} // namespace

void add_turn_figures(figure_table& table, const caching_options& options)
{
    std::vector<std::vector<double>> seen(columns);
    for (std::size_t i = 0; i < runs; ++i) {
        std::vector<double> made = measured_apart([&] { return one_run(options.entries); });
        const std::vector<double> expired = measured_apart([&] { return expired_run(options.entries); });
        made.at(expired_longest) = expired.at(0);
        made.at(expired_p999) = expired.at(1);
        for (std::size_t k = 0; k < columns; ++k)
            seen[k].push_back(made.at(k));
    }
    const auto middle = [&](column which) {
        return median(seen[which]);
    };
    table.heading("Handlers on the event loop, thread CPU time");
    table.add({"turn_due", "longest, all renewals due at once", "us", middle(due_longest), 1000, {}});
    table.add({"turn_due_p999", "  99.9 % of them", "us", middle(due_p999), 1000, {}});
    table.add({"turn_entries", "  entries a turn", "", middle(due_entries), 256, {}, 0});
    table.add(
        {"turn_hour",
         "longest, an hour of renewals at the quota's pace",
         "us",
         middle(hour_longest),
         1000,
         {}});
    table.add({"turn_hour_p999", "  99.9 % of them", "us", middle(hour_p999), 1000, {}});
    table.add(
        {"turn_expired", "longest, all tokens expired at once", "us", middle(expired_longest), 1000, {}});
    table.add({"turn_expired_p999", "  99.9 % of them", "us", middle(expired_p999), 1000, {}});
    table.add({"turn_dropped", "longest, after invalidate_all", "us", middle(dropped_longest), 1000, {}});
    table.add({"turn_dropped_p999", "  99.9 % of them", "us", middle(dropped_p999), 1000, {}});
    table.add({"idle_wakes", "wake-ups a minute when nothing is due", "", middle(wakes), 2, {}, 2});
}

} // namespace caching
