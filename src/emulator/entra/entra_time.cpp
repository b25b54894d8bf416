#include "emulator/entra/entra_time.hpp"

#include "emulator/encoding/iso_time.hpp"

namespace acs::emulation {

std::string entra_time(wall_time when)
{
    std::string text = format_expires_on(when).substr(0, 19);
    text[10] = ' ';
    return text + 'Z';
}

} // namespace acs::emulation
