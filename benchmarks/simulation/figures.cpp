#include "simulation/figures.hpp"

#include <charconv>
#include <type_traits>

namespace simulation {

namespace {

class json_object
{
public:
    void add(const char* name, const std::optional<double>& value)
    {
        begin(name);
        if (value)
            put(*value);
        else
            text_ += "null";
    }
    void add(const char* name, bool value)
    {
        begin(name);
        text_ += value ? "true" : "false";
    }
    template <class Number>
    requires(std::is_arithmetic_v<Number> && !std::is_same_v<Number, bool>) void add(
        const char* name, Number value)
    {
        begin(name);
        put(value);
    }
    std::string finish() && { return std::move(text_) + '}'; }

private:
    void begin(const char* name)
    {
        text_ += text_.empty() ? "{\"" : ",\"";
        text_ += name;
        text_ += "\":";
    }
    template <class Number>
    void put(Number value)
    {
        char digits[32];
        // Milliseconds are more than the figures are worth.
        if constexpr (std::is_floating_point_v<Number>)
            text_.append(
                digits,
                std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, 3).ptr);
        else
            text_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    }

    std::string text_;
};

} // namespace

std::string figures::json() const
{
    json_object made;
    made.add("population", population);
    made.add("max_calls_30s", max_calls_30s);
    made.add("throttled", throttled);
    made.add("lapsed", lapsed);
    made.add("infeasible", infeasible);
    made.add("p999_lateness_s", p999_lateness_s);
    made.add("drain_s", drain_s);
    made.add("p50_lateness_s", p50_lateness_s);
    made.add("kept", kept);
    made.add("unfilled", unfilled);
    made.add("fill_s", fill_s);
    made.add("simulated_s", simulated_s);
    made.add("calls", calls);
    made.add("unavailable", unavailable);
    made.add("overcommitted", overcommitted);
    made.add("outage_start_s", outage_start_s);
    made.add("backlog", backlog);
    made.add("slack_s", slack_s);
    made.add("drained", drained);
    made.add("drain_bound_s", drain_bound_s);
    made.add("drain_bound_actual_s", drain_bound_actual_s);
    made.add("foreground_calls", foreground_calls);
    made.add("p99_foreground_wait_s", p99_foreground_wait_s);
    made.add("scheduler_bytes", scheduler_bytes);
    return std::move(made).finish();
}

} // namespace simulation
