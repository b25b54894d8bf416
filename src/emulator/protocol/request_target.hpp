#ifndef ACS_EMULATOR_REQUEST_TARGET_HPP
#define ACS_EMULATOR_REQUEST_TARGET_HPP

#include <string>
#include <string_view>
#include <vector>

namespace acs::emulation {

/// A request target taken apart. The views point into the text it was made from.
struct request_target
{
    explicit request_target(std::string_view raw);

    std::string_view path_and_query;   ///< as received; a proxy's `https://host` in front is taken off
    std::string_view path;             ///< as received, without query
    std::vector<std::string> segments; ///< of the path, percent-decoded; one trailing slash is ignored

    /// The decoded values of every query parameter of this name (compared without regard to case).
    std::vector<std::string> query(std::string_view name) const;
};

} // namespace acs::emulation

#endif
