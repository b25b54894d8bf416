#ifndef EXAMPLES_TOKEN_SERVICE_PAGE_ANSWER_HPP
#define EXAMPLES_TOKEN_SERVICE_PAGE_ANSWER_HPP

#include "http/http_answer.hpp"

#include <string_view>

namespace token_service {

/// The page that shows how the service stands, or a file of it.
http_answer page_answer(std::string_view path);

} // namespace token_service

#endif
