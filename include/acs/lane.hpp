#ifndef ACS_LANE_HPP
#define ACS_LANE_HPP

namespace acs {

/// Whose calls go first when a \ref quota makes calls wait. docs/limits.md explains the lanes.
enum class lane : unsigned char
{
    foreground, ///< somebody waits for the result: in order of arrival, before all background calls
    background, ///< nobody waits yet, as with a renewal ahead of time: only what foreground leaves over
};

} // namespace acs

#endif
