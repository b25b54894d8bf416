#include "service/process_usage.hpp"

#include <ctime>
#include <fstream>
#include <stdexcept>
#include <string>

double process_usage::cpu_seconds() const
{
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(process_, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
        throw std::runtime_error("a measured process has ended");
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double process_usage::status(const char* name) const
{
    std::ifstream file("/proc/" + std::to_string(process_) + "/status");
    for (std::string word; file >> word; file.ignore(1000, '\n'))
        if (word == name) {
            double kib = 0;
            file >> kib;
            return kib / 1024;
        }
    throw std::runtime_error("a measured process has ended");
}
