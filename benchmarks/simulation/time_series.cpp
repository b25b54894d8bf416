#include "simulation/time_series.hpp"

#include <cmath>
#include <ostream>

namespace simulation {

void time_series::write_csv(std::ostream& to) const
{
    to << "seconds,calls_30s,throttled,backlog,slack_seconds\n";
    for (const sample& row : samples) {
        to << static_cast<std::int64_t>(row.seconds) << ',' << row.calls_30s << ',' << row.throttled << ','
           << row.backlog << ',';
        if (!std::isnan(row.slack_seconds))
            to << row.slack_seconds;
        to << '\n';
    }
}

} // namespace simulation
