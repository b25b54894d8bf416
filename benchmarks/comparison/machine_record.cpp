#include "comparison/machine_record.hpp"

#include "comparison/first_line.hpp"

#include <boost/version.hpp>
#include <cmath>
#include <ctime>
#include <fstream>
#include <openssl/crypto.h>
#include <string>
#include <string_view>
#include <sys/utsname.h>
#include <unistd.h>

namespace {

std::string now()
{
    const std::time_t seconds = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string processor_name()
{
    std::ifstream lines("/proc/cpuinfo");
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("model name") && line.find(": ") != std::string::npos)
            return line.substr(line.find(": ") + 2);
    return "";
}

// "Debian GNU/Linux 12 (bookworm)"
std::string distribution()
{
    constexpr std::string_view key = "PRETTY_NAME=";
    std::ifstream lines("/etc/os-release");
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(key)) {
            std::erase(line, '"');
            return line.substr(key.size());
        }
    return "";
}

boost::json::object machine()
{
    boost::json::object made;
    made["cpu"] = processor_name();
    made["processors"] = ::sysconf(_SC_NPROCESSORS_ONLN);
    const double bytes =
        static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    made["memory_gib"] = std::round(bytes / (1024.0 * 1024 * 1024) * 10) / 10;
    utsname system{};
    ::uname(&system);
    made["kernel"] = system.release;
    made["distribution"] = distribution();
    return made;
}

boost::json::object versions()
{
    boost::json::object made;
#ifdef __clang__
    made["clang"] = __clang_version__;
#else
    made["g++"] = __VERSION__;
#endif
    made["boost"] = std::to_string(BOOST_VERSION / 100000) + "." + std::to_string(BOOST_VERSION / 100 % 1000);
    made["openssl"] = ::OpenSSL_version(OPENSSL_FULL_VERSION_STRING);
    return made;
}

} // namespace

boost::json::object machine_record()
{
    boost::json::object made;
    made["kind"] = "run";
    made["date"] = now();
    made["machine"] = machine();
    made["versions"] = versions();
    made["build"] = boost::json::object{{"type", BUILD_TYPE}, {"flags", BUILD_FLAGS}};
    // With "-dirty" where the figures are not of what is committed.
    made["commit"] =
        first_line({"git", {"-C", BENCHMARKS_FOLDER, "describe", "--always", "--dirty"}, {}, {}});
    return made;
}
