#include "peers/peers_options.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace {

double number(const std::string& name, const std::string& text)
{
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !std::isfinite(value) || value <= 0)
        throw std::invalid_argument(name + " takes numbers above 0");
    return value;
}

std::size_t count(const std::string& name, const std::string& text)
{
    const double value = number(name, text);
    if (value != std::floor(value) || value > 1e6)
        throw std::invalid_argument(name + " takes whole numbers of at least 1");
    return static_cast<std::size_t>(value);
}

std::vector<std::string> parts(const std::string& text)
{
    std::vector<std::string> made;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        made.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return made;
}

} // namespace

const char* const peers_options::usage = "peers [--rounds N] [--seconds-per-run S] [--c N,N...] [--rates "
                                         "R,R...|none] [--programs NAME,NAME...] [--quick] "
                                         "[--out FILE] [--azure-sdk CHECKOUT]";

peers_options peers_options::parse(int argc, char** argv)
{
    peers_options made;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--quick") { // to see that all works; the figures are poor
            made.rounds = 2;
            made.seconds_per_run = 0.3;
            made.concurrencies = {1, 16, 64};
            made.rates = {100, 1000};
            continue;
        }
        if (++i == argc)
            throw std::invalid_argument(name + " is unknown or lacks its value");
        const std::string value = argv[i];
        if (name == "--rounds") {
            made.rounds = count(name, value);
        } else if (name == "--seconds-per-run") {
            made.seconds_per_run = number(name, value);
        } else if (name == "--c") {
            made.concurrencies.clear();
            for (const std::string& part : parts(value))
                made.concurrencies.push_back(count(name, part));
        } else if (name == "--rates") {
            made.rates.clear();
            for (const std::string& part : parts(value == "none" ? "" : value))
                made.rates.push_back(number(name, part));
        } else if (name == "--programs") {
            made.programs = parts(value);
        } else if (name == "--out") {
            made.out = value;
        } else if (name == "--azure-sdk") {
            made.azure_sdk = value;
        } else {
            throw std::invalid_argument("unknown option " + name);
        }
    }
    return made;
}
