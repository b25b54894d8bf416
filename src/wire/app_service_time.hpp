#ifndef ACS_WIRE_APP_SERVICE_TIME_HPP
#define ACS_WIRE_APP_SERVICE_TIME_HPP

#include <acs/time_source.hpp>

#include <optional>
#include <string_view>

namespace acs::wire {

// How App Service's older token endpoint (2017-09-01) writes a time: "11/05/2021 15:18:31 +00:00", on Windows
// "1/16/2020 5:24:12 AM +00:00". Month first; always UTC.
std::optional<wall_time> parse_app_service_time(std::string_view text);

} // namespace acs::wire

#endif
