#ifndef ACS_EMULATOR_RESPONSE_HEADERS_HPP
#define ACS_EMULATOR_RESPONSE_HEADERS_HPP

#include "emulator/encoding/random_sequence.hpp"
#include "emulator/protocol/api_version.hpp"
#include "emulator/protocol/exchange.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace acs::emulation {

/// Adds the header fields that the service's answers were seen to have.
class response_headers
{
public:
    explicit response_headers(std::uint64_t seed) : random_(seed) {}

    /// \param announces the route's versions, if the answer names them.
    void add(
        response& answer, const request& received, std::optional<version_range> announces, wall_time now);

private:
    const std::string& date(wall_time now);

    random_sequence random_;
    std::chrono::sys_seconds date_second_{std::chrono::seconds(-1)};
    std::string date_;
};

} // namespace acs::emulation

#endif
