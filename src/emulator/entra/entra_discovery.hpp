#ifndef ACS_EMULATOR_ENTRA_ENTRA_DISCOVERY_HPP
#define ACS_EMULATOR_ENTRA_ENTRA_DISCOVERY_HPP

#include "emulator/entra/entra_directory.hpp"
#include "emulator/protocol/request_target.hpp"

#include <string>

namespace acs::emulation {

/// Whether a path is one of the documents in which Entra ID describes itself, and which client libraries ask
/// for first.
bool is_entra_document(const request_target& target);
/// Whether the path is one of those for users that the documents name. There is nothing.
bool is_entra_page(const request_target& target);

/// Such a document.
/// \param authority scheme, host and port that the request came to.
/// \throws entra_error if it is of a tenant that there isn't.
std::string entra_document(
    const request_target& target, const std::string& authority, const entra_directory& directory);

} // namespace acs::emulation

#endif
