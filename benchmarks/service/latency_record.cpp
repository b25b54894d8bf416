#include "service/latency_record.hpp"

#include <algorithm>
#include <cmath>

void latency_record::finish()
{
    std::sort(milliseconds_.begin(), milliseconds_.end());
}

double latency_record::percentile(double part) const
{
    if (milliseconds_.empty())
        return 0;
    const double rank = std::ceil(part * static_cast<double>(milliseconds_.size()));
    return milliseconds_
        [std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, milliseconds_.size()) - 1];
}
