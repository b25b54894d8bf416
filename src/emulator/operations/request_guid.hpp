#ifndef ACS_EMULATOR_ACCESS_REQUEST_GUID_HPP
#define ACS_EMULATOR_ACCESS_REQUEST_GUID_HPP

#include "emulator/encoding/guid.hpp"
#include "emulator/protocol/decisions.hpp"

#include <string_view>

namespace acs::emulation {

/// A GUID in a request. \throws service_error 400 with `target` if it is none.
inline guid request_guid(std::string_view text, std::string_view target)
{
    const auto result = parse_guid(text);
    if (!result)
        throw decisions::malformed_guid(target, text);
    return *result;
}

} // namespace acs::emulation

#endif
