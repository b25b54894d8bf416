#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_SOCKET_BIO_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_SOCKET_BIO_HPP

#include <openssl/types.h>

namespace token_service {

/// How OpenSSL reads and writes a socket itself, without ever waiting. OpenSSL has such a thing of its own,
/// whose writes kill the process by SIGPIPE when the peer has gone. \throws std::bad_alloc
BIO* make_socket_bio(int descriptor);

} // namespace token_service

#endif
