#ifndef ACS_ENTRA_ARC_KEY_HPP
#define ACS_ENTRA_ARC_KEY_HPP

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <string>
#include <string_view>

namespace acs::entra {

// The content of the file that Azure Arc's agent names by `Basic realm=<path>`. The path comes from whoever
// answers at an address that anybody may have taken: nothing is read but a regular file of this folder, no
// link, whose name ends with `.key`, of at most 4096 bytes. Errors: credential_failed.
result<secret> read_arc_key(std::string_view challenge, const std::string& folder);

} // namespace acs::entra

#endif
