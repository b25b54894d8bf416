#ifndef ACS_RATE_HPP
#define ACS_RATE_HPP

namespace acs {

/**
 * \brief How fast one operation may be called.
 * \details In any window of W seconds at most `per_second * W + burst` calls go out.
 */
struct rate
{
    double per_second = 0; ///< calls per second in the long run; more than 0
    double burst = 1;      ///< how many calls may go at once after a pause; at least 1
};

} // namespace acs

#endif
