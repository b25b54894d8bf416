#include "simulation/lateness.hpp"

#include <algorithm>
#include <cmath>

namespace simulation {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t fine_steps = 10'000;
constexpr std::size_t most_steps = fine_steps + 100'000;

std::size_t step_of(std::chrono::nanoseconds late)
{
    if (late <= 0ns)
        return 0;
    const auto fine = static_cast<std::size_t>(std::chrono::ceil<std::chrono::milliseconds>(late).count());
    if (fine < fine_steps)
        return fine;
    const auto whole = std::chrono::ceil<std::chrono::seconds>(late) - 10s;
    return std::min(fine_steps + static_cast<std::size_t>(whole.count()), most_steps);
}

double seconds_of(std::size_t step)
{
    return step < fine_steps ? static_cast<double>(step) / 1000 : static_cast<double>(step - fine_steps) + 10;
}

} // namespace

void lateness::add(std::chrono::nanoseconds late)
{
    const std::size_t step = step_of(late);
    if (steps_.size() <= step)
        steps_.resize(step + 1);
    ++steps_[step];
    ++count_;
}

double lateness::quantile(double fraction) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(fraction * static_cast<double>(count_)));
    std::uint64_t seen = 0;
    for (std::size_t step = 0; step < steps_.size(); ++step) {
        seen += steps_[step];
        if (seen >= wanted)
            return seconds_of(step);
    }
    return 0;
}

} // namespace simulation
