#ifndef ACS_TRANSPORT_FAILURE_HPP
#define ACS_TRANSPORT_FAILURE_HPP

#include "wire/response.hpp"

#include <acs/errc.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <string>

namespace acs::transport {

// Why an exchange brought no answer.
struct failure
{
    errc code{};
    boost::system::error_code cause;
    std::string what;
    bool sent = false;  // a part of the request may have reached the service
    bool stale = false; // the connection had been used before, and ended without a byte of an answer
};

using exchange_result = boost::system::result<wire::response, failure>;

} // namespace acs::transport

#endif
