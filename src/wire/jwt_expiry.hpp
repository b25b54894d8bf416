#ifndef ACS_WIRE_JWT_EXPIRY_HPP
#define ACS_WIRE_JWT_EXPIRY_HPP

#include <acs/result.hpp>
#include <acs/time_source.hpp>

#include <string_view>

namespace acs::wire {

// What a JSON Web Token (RFC 7519) says in the claim `exp`: seconds since 1970, also with a fraction. The
// signature isn't looked at. Of the encodings both alphabets of base64 are read, with padding or without,
// since the official SDKs differ in which they read. What lies outside the years 1678 to 2261 becomes the
// last or the first moment there is. Error: invalid_argument, whose text has nothing of the token.
result<wall_time> jwt_expiry(std::string_view text);

} // namespace acs::wire

#endif
