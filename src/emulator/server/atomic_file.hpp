#ifndef ACS_EMULATOR_ATOMIC_FILE_HPP
#define ACS_EMULATOR_ATOMIC_FILE_HPP

#include <string>
#include <string_view>

namespace acs::emulation {

/// Writes a file that nobody ever sees in part: under another name in the same folder, then renamed. Only its
/// owner may read it. \throws boost::system::system_error
void write_atomic_file(const std::string& path, std::string_view text);

} // namespace acs::emulation

#endif
