#ifndef ACS_EMULATOR_CONTROL_ERROR_HPP
#define ACS_EMULATOR_CONTROL_ERROR_HPP

#include <string>
#include <utility>

namespace acs::emulation {

/// A bad request to the control interface.
struct control_error
{
    explicit control_error(std::string text, std::string wrong_member = {}, int http_status = 400)
        : status(http_status), message(std::move(text)), member(std::move(wrong_member))
    {}

    int status;
    std::string message;
    std::string member; ///< may be empty
    std::string allow;  ///< for 405
};

} // namespace acs::emulation

#endif
