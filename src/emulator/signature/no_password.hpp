#ifndef ACS_EMULATOR_NO_PASSWORD_HPP
#define ACS_EMULATOR_NO_PASSWORD_HPP

namespace acs::emulation {

/// For OpenSSL's readers of PEM: without a callback they would ask the terminal for an encrypted file's
/// password.
inline int no_password(char*, int, int, void*)
{
    return -1;
}

} // namespace acs::emulation

#endif
