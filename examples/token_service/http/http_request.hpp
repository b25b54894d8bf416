#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_REQUEST_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_REQUEST_HPP

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace token_service {

using http_request = boost::beast::http::request<boost::beast::http::string_body>;

} // namespace token_service

#endif
