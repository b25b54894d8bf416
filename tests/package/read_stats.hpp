#ifndef ACS_TESTS_PACKAGE_READ_STATS_HPP
#define ACS_TESTS_PACKAGE_READ_STATS_HPP

#include <acs/emulator.hpp>
#include <string>

/// Asks the emulator for its counters by HTTPS, with the program's own Asio, TLS and Beast.
std::string read_stats(const acs::emulator& service);

#endif
