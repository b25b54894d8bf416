#include "load/load_report.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <string>
#include <sys/resource.h>

namespace {

double cpu_seconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_rss_mib()
{
    std::ifstream status("/proc/self/status");
    for (std::string name; status >> name; status.ignore(1000, '\n'))
        if (name == "VmHWM:") {
            double kib = 0;
            status >> kib;
            return kib / 1024;
        }
    return 0;
}

} // namespace

void load_report::begin()
{
    latencies_ms_.clear();
    began_ = clock::now();
    cpu_before_ = cpu_seconds();
}

void load_report::add_call(clock::time_point due)
{
    latencies_ms_.push_back(std::chrono::duration<double, std::milli>(clock::now() - due).count());
}

void load_report::end()
{
    cpu_ = cpu_seconds() - cpu_before_;
    seconds_ = std::chrono::duration<double>(clock::now() - began_).count();
}

// The value that this fraction of the calls did not exceed.
double load_report::percentile(double fraction) const
{
    if (latencies_ms_.empty())
        return 0;
    const auto rank = static_cast<std::size_t>(fraction * static_cast<double>(latencies_ms_.size()));
    return latencies_ms_[std::min(rank, latencies_ms_.size() - 1)];
}

void load_report::print(std::ostream& to, const load_options& options)
{
    std::sort(latencies_ms_.begin(), latencies_ms_.end());
    const double n = static_cast<double>(options.calls);
    to << "{\"n\":" << options.calls << ",\"c\":" << options.concurrency;
    if (options.rate > 0)
        to << ",\"rate\":" << options.rate;
    to << ",\"seconds\":" << seconds_ << ",\"ops_s\":" << n / seconds_ << ",\"cpu_us_op\":" << cpu_ * 1e6 / n
       << ",\"p50_ms\":" << percentile(0.5) << ",\"p99_ms\":" << percentile(0.99)
       << ",\"p999_ms\":" << percentile(0.999) << ",\"max_ms\":" << percentile(1)
       << ",\"peak_rss_mib\":" << peak_rss_mib() << "}" << std::endl;
}
