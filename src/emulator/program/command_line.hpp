#ifndef ACS_EMULATOR_COMMAND_LINE_HPP
#define ACS_EMULATOR_COMMAND_LINE_HPP

#include <acs/emulator.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace acs::emulation {

/// An option that is unknown, lacks its value or has a bad one. Its text is for the user.
class usage_error : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The options of the program acs-emulator. Accepts `--name value` and `--name=value`.
class command_line
{
public:
    /// \param arguments without the program's name. \throws usage_error
    explicit command_line(const std::vector<std::string_view>& arguments);

    const emulator_options& options() const { return options_; }
    /// Where to announce that it serves; empty: only on standard output.
    const std::string& ready_file() const { return ready_file_; }
    bool wants_help() const { return help_; }
    bool wants_version() const { return version_; }

    static std::string_view help();

private:
    bool take_flag(std::string_view name);
    void take_value(std::string_view name, std::string_view value);

    emulator_options options_;
    std::vector<std::string> certificate_hosts_;
    std::string ready_file_;
    bool help_ = false;
    bool version_ = false;
};

} // namespace acs::emulation

#endif
