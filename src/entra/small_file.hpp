#ifndef ACS_ENTRA_SMALL_FILE_HPP
#define ACS_ENTRA_SMALL_FILE_HPP

#include <acs/result.hpp>
#include <acs/secret.hpp>

#include <cstddef>
#include <string>

namespace acs::entra {

// All of a small file on a local disk, read at once: that takes less than handing it to another thread.
// `what` names the file in errors: "the certificate". Errors: credential_failed if it can't be read, is
// empty, larger than `limit`, or no ordinary file (a pipe would block).
result<secret> read_small_file(const std::string& path, std::size_t limit, const char* what);

} // namespace acs::entra

#endif
