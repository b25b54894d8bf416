#ifndef EXAMPLES_TOKEN_SERVICE_PAGE_FILES_HPP
#define EXAMPLES_TOKEN_SERVICE_PAGE_FILES_HPP

#include <string_view>

namespace token_service {

// The files of page/, put into the program by embed.cmake.
extern const std::string_view page_html;
extern const std::string_view page_css;
extern const std::string_view page_js;

} // namespace token_service

#endif
