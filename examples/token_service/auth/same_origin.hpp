#ifndef EXAMPLES_TOKEN_SERVICE_AUTH_SAME_ORIGIN_HPP
#define EXAMPLES_TOKEN_SERVICE_AUTH_SAME_ORIGIN_HPP

#include "http/http_request.hpp"

namespace token_service {

/// False if a browser sent the request for a page of somebody else's (cross-site request forgery).
bool is_same_origin(const http_request& request);

} // namespace token_service

#endif
