#ifndef ACS_SERVICE_ERROR_HPP
#define ACS_SERVICE_ERROR_HPP

#include <memory>
#include <string>
#include <vector>

namespace acs {

/**
 * \brief The service's own words: the members of its error envelope.
 * \details Everything is empty where the answer was no envelope.
 */
struct service_error
{
    std::string code;                           ///< e.g. `ValidationError`
    std::string message;                        ///< for people
    std::string target;                         ///< the request's member that is meant
    std::vector<service_error> details;         ///< further errors
    std::shared_ptr<const service_error> inner; ///< `innererror`; null if there is none
};

} // namespace acs

#endif
