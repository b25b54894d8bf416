#ifndef ACS_EMULATOR_STATE_DIRECTORY_HPP
#define ACS_EMULATOR_STATE_DIRECTORY_HPP

#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// A folder with the emulator's files: one that is kept and belongs to one emulator at a time, or a temporary
/// one.
class state_directory
{
public:
    /// Makes the folder if it isn't there. Empty: a temporary folder, removed by the destructor.
    /// \throws boost::system::system_error if it can't be used, or is in use.
    explicit state_directory(const std::string& path);
    state_directory(const state_directory&) = delete;
    state_directory& operator=(const state_directory&) = delete;
    ~state_directory();

    /// Absolute.
    const std::string& path() const { return path_; }
    std::string path_of(std::string_view name) const;
    bool is_temporary() const { return temporary_; }

    /// The text of a file, or nothing if there is no such file. \throws boost::system::system_error
    std::optional<std::string> read(std::string_view name) const;
    /// Replaces a file as a whole. Only its owner may read it. \throws boost::system::system_error
    void write(std::string_view name, std::string_view text) const;

private:
    std::string path_;
    bool temporary_;
    int lock_ = -1; // the folder, held with flock
};

} // namespace acs::emulation

#endif
