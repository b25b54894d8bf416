#ifndef ACS_ENTRA_SPAWN_HPP
#define ACS_ENTRA_SPAWN_HPP

#include "entra/unique_descriptor.hpp"

#include <acs/result.hpp>

#include <string>
#include <sys/types.h>
#include <vector>

namespace acs::entra {

// A child process that has just been started.
struct spawned
{
    pid_t pid = -1; // also the number of its process group; the caller's to reap
    unique_descriptor output;
    unique_descriptor errors;
    unique_descriptor exit; // a pidfd, readable when it has ended; none if somebody else has reaped it
};

// Starts a program without a shell: an absolute path, then its arguments. Its input is /dev/null, its folder
// the root, its environment that of this process; it has default signals and no descriptor beside the three.
// Errors: credential_failed with the system's cause.
result<spawned> spawn(const std::vector<std::string>& command);

} // namespace acs::entra

#endif
