#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_ANSWER_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_ANSWER_HPP

#include <string>
#include <string_view>

namespace token_service {

/// What a \ref handler has to say; the connection adds what HTTP wants.
struct http_answer
{
    unsigned status = 200;
    std::string_view content_type = "application/json"; ///< a literal; without a body none is sent
    std::string body;
    std::string fields; ///< further header fields, each `Name: value\r\n`
    bool close = false; ///< whether the connection ends with it
};

} // namespace token_service

#endif
