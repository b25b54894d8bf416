#ifndef EXAMPLES_TOKEN_SERVICE_STATE_WHOLE_FILE_HPP
#define EXAMPLES_TOKEN_SERVICE_STATE_WHOLE_FILE_HPP

#include <string>
#include <string_view>

namespace token_service {

/// Writes a file that only its owner may read, and that nobody ever sees in part: under another name beside
/// it, then renamed. \throws std::system_error
void write_whole_file(const std::string& path, std::string_view text);

} // namespace token_service

#endif
