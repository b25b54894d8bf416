#ifndef ACS_EMULATOR_REQUEST_BODY_HPP
#define ACS_EMULATOR_REQUEST_BODY_HPP

#include "emulator/protocol/exchange.hpp"
#include "emulator/protocol/service_error.hpp"

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// The JSON body of a request. Reading it never fails; asking for its content does.
class request_body
{
public:
    request_body() = default;
    explicit request_body(const request& received);

    /// The object; null if the body is empty or `null`. \throws service_error 400 or 415
    const boost::json::object* object() const;

    /// True if this is the body of a create request that asks for a token too.
    bool creates_token() const;

private:
    std::optional<service_error> problem_;
    boost::json::value value_;
};

/// The member of this name, compared without regard to case; null if it is missing or `null`.
const boost::json::value* find_member(const boost::json::object& object, std::string_view name);

} // namespace acs::emulation

#endif
