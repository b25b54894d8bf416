#ifndef EXAMPLES_TOKEN_SERVICE_STATE_KEY_FILE_HPP
#define EXAMPLES_TOKEN_SERVICE_STATE_KEY_FILE_HPP

#include <acs/secret.hpp>

#include <string>

namespace token_service {

/// The secret key in this file: 32 random bytes in hex, made at the first start. A file that is there but is
/// not such a one, or that others may read, is an error and stays as it is: what depends on the key would be
/// lost with it. \throws std::exception
acs::secret key_from_file(const std::string& path);

} // namespace token_service

#endif
