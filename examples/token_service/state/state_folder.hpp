#ifndef EXAMPLES_TOKEN_SERVICE_STATE_STATE_FOLDER_HPP
#define EXAMPLES_TOKEN_SERVICE_STATE_STATE_FOLDER_HPP

#include <string>

namespace token_service {

/// The folder for what outlasts the process, for this process alone as long as the object lives.
class state_folder
{
public:
    /// \param path made if it is not there; empty: a temporary folder, removed at the end.
    /// \throws std::exception if it can't be made or written, or another process has it.
    explicit state_folder(const std::string& path);
    state_folder(const state_folder&) = delete;
    state_folder& operator=(const state_folder&) = delete;
    ~state_folder();

    /// Absolute.
    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }
    bool is_temporary() const { return temporary_; }

private:
    const bool temporary_;
    std::string path_;
    int lock_ = -1;
};

} // namespace token_service

#endif
