#ifndef ACS_EMULATOR_READY_FILE_HPP
#define ACS_EMULATOR_READY_FILE_HPP

#include <string>
#include <string_view>

namespace acs::emulation {

/// The file that says that the program serves, and how to reach it. There from construction to destruction,
/// unless another emulator has put its own into the place meanwhile.
class ready_file
{
public:
    /// \param path empty for no file.
    /// \param announcement a JSON object with the program's `pid`.
    /// \throws boost::system::system_error if it can't be written.
    ready_file(std::string path, std::string_view announcement);
    ready_file(const ready_file&) = delete;
    ready_file& operator=(const ready_file&) = delete;
    ~ready_file();

private:
    bool is_ours() const;

    std::string path_;
};

} // namespace acs::emulation

#endif
