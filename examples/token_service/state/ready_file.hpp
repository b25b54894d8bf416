#ifndef EXAMPLES_TOKEN_SERVICE_STATE_READY_FILE_HPP
#define EXAMPLES_TOKEN_SERVICE_STATE_READY_FILE_HPP

#include <string>

namespace token_service {

/// The file that says where the service serves; there as long as the object lives, unless another process has
/// put its own into the place meanwhile.
class ready_file
{
public:
    /// \param path empty: no file. \throws std::system_error
    ready_file(std::string path, std::string text);
    ready_file(const ready_file&) = delete;
    ready_file& operator=(const ready_file&) = delete;
    ~ready_file();

private:
    const std::string path_;
    const std::string text_;
};

} // namespace token_service

#endif
