#include "cache/snapshot_error.hpp"

#include <utility>

namespace acs::cache {

error snapshot_error(errc code, std::string what, int number)
{
    error_details details;
    details.what = std::move(what);
    if (number != 0)
        details.cause = boost::system::error_code(number, boost::system::system_category());
    return {code, std::move(details)};
}

} // namespace acs::cache
