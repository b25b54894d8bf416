#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_ERROR_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_ERROR_HPP

#include "http_answer.hpp"

#include <string_view>

namespace token_service {

/// `{"error":{"code":"...","message":"..."}}`, as every refusal of the service looks.
http_answer http_error(unsigned status, std::string_view code, std::string_view message);

/// 500, where a handler has thrown.
http_answer internal_error();
/// 503, for what is over the server's limit.
http_answer too_many_connections();

} // namespace token_service

#endif
