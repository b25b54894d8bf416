#ifndef EXAMPLES_KEEP_FRESH_SETTINGS_HPP
#define EXAMPLES_KEEP_FRESH_SETTINGS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

struct settings
{
    std::size_t identities;
    std::chrono::milliseconds duration;
    std::chrono::milliseconds outage;
};

inline double number(std::string_view option, const char* text, double least)
{
    char* end = nullptr;
    const double value = text ? std::strtod(text, &end) : 0;
    if (!text || end == text || *end != '\0' || !(value >= least && value <= 1e6))
        throw std::invalid_argument(std::string(option) + " takes a number");
    return value;
}

// The command line. \throws std::invalid_argument
inline settings parse(int argc, char** argv, bool emulated)
{
    using namespace std::chrono_literals;
    using fractional_hours = std::chrono::duration<double, std::ratio<3600>>;
    using fractional_minutes = std::chrono::duration<double, std::ratio<60>>;
    const auto whole = [](auto time) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time);
    };
    settings made = emulated ? settings{10'000, 6h, 8min} : settings{10, 1min, 0ms};
    for (int i = 1; i < argc; i += 2) {
        const std::string_view option = argv[i];
        const char* const value = argv[i + 1]; // null after the last one
        if (option == "--identities")
            made.identities = static_cast<std::size_t>(number(option, value, 1));
        else if (option == "--hours")
            made.duration = whole(fractional_hours(number(option, value, 0)));
        else if (option == "--outage")
            made.outage = whole(fractional_minutes(number(option, value, 0)));
        else
            throw std::invalid_argument("usage: keep_fresh [--identities N] [--hours H] [--outage MINUTES]");
    }
    if (made.outage > 0ms && !emulated)
        throw std::invalid_argument("only the emulator can be made to fail: --outage 0");
    if (made.outage > made.duration)
        throw std::invalid_argument("the outage would take longer than the whole");
    return made;
}

#endif
