#ifndef BENCHMARKS_SERVICE_PROCESS_USAGE_HPP
#define BENCHMARKS_SERVICE_PROCESS_USAGE_HPP

#include <sys/types.h>

/// What a process takes of the machine, all its threads together.
class process_usage
{
public:
    explicit process_usage(pid_t process) : process_(process) {}

    double rss_mib() const { return status("VmRSS:"); }
    double peak_rss_mib() const { return status("VmHWM:"); }
    /// User and system time so far.
    double cpu_seconds() const;

private:
    double status(const char* name) const;

    pid_t process_;
};

#endif
