#ifndef ACS_EMULATOR_ENTRA_COMPACT_JWS_HPP
#define ACS_EMULATOR_ENTRA_COMPACT_JWS_HPP

#include <acs/time_source.hpp>

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// A signed JSON web token taken apart; nothing is said about its signature.
struct compact_jws
{
    /// Nothing if the text doesn't have the form.
    static std::optional<compact_jws> parse(std::string_view text);

    /// A member that is a text; empty if it isn't there.
    static std::string_view text(const boost::json::object& part, std::string_view name);
    /// A member that is a time in seconds since 1970, clamped to what wall_time can say.
    static std::optional<wall_time> time(const boost::json::object& part, std::string_view name);

    boost::json::object header;
    boost::json::object claims;
    std::string_view signed_text; ///< into the text that was parsed
    std::string signature;
};

} // namespace acs::emulation

#endif
