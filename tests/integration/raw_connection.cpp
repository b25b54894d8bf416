#include "integration/raw_connection.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace {

[[noreturn]] void fail(const std::string& what)
{
    throw std::runtime_error(what + ": " + std::strerror(errno));
}

int connect_to(std::uint16_t port, bool ipv6)
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to a socket without MSG_NOSIGNAL
    const int socket = ::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        fail("socket");
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    v6.sin6_addr = in6addr_loopback;
    const auto* address = ipv6 ? reinterpret_cast<sockaddr*>(&v6) : reinterpret_cast<sockaddr*>(&v4);
    const socklen_t size = ipv6 ? sizeof v6 : sizeof v4;
    if (::connect(socket, address, size) != 0) {
        ::close(socket);
        fail("connect");
    }
    const timeval longest{30, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

std::string openssl_reason()
{
    const unsigned long error = ERR_get_error();
    const char* const reason = ERR_reason_error_string(error);
    return reason ? reason : "unknown reason";
}

} // namespace

int raw_answer::status() const
{
    return head.size() < 12 ? 0 : std::stoi(head.substr(9, 3));
}

std::string raw_answer::field(std::string_view name) const
{
    std::size_t line = head.find("\r\n");
    while (line != std::string::npos) {
        line += 2;
        const std::size_t colon = line + name.size();
        if (colon < head.size() && head[colon] == ':' &&
            ::strncasecmp(&head[line], name.data(), name.size()) == 0)
            return head.substr(colon + 2, head.find("\r\n", colon) - colon - 2);
        line = head.find("\r\n", line);
    }
    return {};
}

raw_connection::raw_connection(std::uint16_t port, bool ipv6) : socket_(connect_to(port, ipv6)) {}

raw_connection::raw_connection(
    std::uint16_t port, const std::string& ca_file, const std::string& host, SSL_SESSION* resumed,
    int tls_version, bool ipv6)
    : socket_(connect_to(port, ipv6)), context_(SSL_CTX_new(TLS_client_method()))
{
    ERR_clear_error();
    const bool address =
        host.find_first_not_of("0123456789.") == std::string::npos || host.find(':') != std::string::npos;
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    bool success = SSL_CTX_load_verify_file(context_.get(), ca_file.c_str()) == 1;
    if (tls_version != 0)
        SSL_CTX_set_max_proto_version(context_.get(), tls_version);
    tls_.reset(SSL_new(context_.get()));
    if (address) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_.get()), host.c_str());
    } else {
        SSL_set1_host(tls_.get(), host.c_str());
        SSL_set_tlsext_host_name(tls_.get(), host.c_str());
    }
    SSL_set_fd(tls_.get(), socket_);
    if (resumed)
        SSL_set_session(tls_.get(), resumed);
    success = success && SSL_connect(tls_.get()) == 1;
    if (!success) {
        const std::string reason = openssl_reason();
        ::close(socket_);
        throw std::runtime_error(reason);
    }
}

raw_connection::~raw_connection()
{
    if (tls_ && end_ != end::reset)
        SSL_shutdown(tls_.get());
    ::close(socket_);
}

void raw_connection::send_raw(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size < 0)
            fail("send");
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

void raw_connection::send(std::string_view bytes)
{
    std::size_t written = 0;
    if (!tls_)
        send_raw(bytes);
    else if (!bytes.empty() && SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &written) != 1)
        fail("SSL_write");
}

void raw_connection::fill()
{
    char buffer[16 * 1024];
    ERR_clear_error();
    errno = 0;
    ssize_t size = 0;
    if (tls_) {
        std::size_t decrypted = 0;
        const int result = SSL_read_ex(tls_.get(), buffer, sizeof buffer, &decrypted);
        size = static_cast<ssize_t>(decrypted);
        if (result != 1) {
            const int reason = SSL_get_error(tls_.get(), result);
            end_ = reason == SSL_ERROR_ZERO_RETURN ? end::close_notify : end::fin;
            size = reason == SSL_ERROR_SYSCALL && errno != 0 ? -1 : 0;
        }
    } else {
        size = ::recv(socket_, buffer, sizeof buffer, 0);
        end_ = end::fin;
    }
    if (size < 0 && errno == ECONNRESET) {
        end_ = end::reset;
        size = 0;
    }
    if (size < 0)
        fail("receive");
    pending_.append(buffer, static_cast<std::size_t>(size));
}

std::string raw_connection::receive()
{
    if (pending_.empty())
        fill();
    return std::exchange(pending_, {});
}

std::string raw_connection::receive(std::size_t size)
{
    while (pending_.size() < size) {
        const std::size_t before = pending_.size();
        fill();
        if (pending_.size() == before)
            throw std::runtime_error("the peer ended after '" + pending_ + "'");
    }
    const std::string result = pending_.substr(0, size);
    pending_.erase(0, size);
    return result;
}

std::string raw_connection::receive_to_end()
{
    std::string all;
    for (std::string some = receive(); !some.empty(); some = receive())
        all += some;
    return all;
}

std::string raw_connection::receive_head()
{
    std::string head;
    while (!head.ends_with("\r\n\r\n"))
        head += receive(1);
    return head;
}

raw_answer raw_connection::receive_answer(bool without_body)
{
    raw_answer answer;
    answer.head = receive_head();
    if (without_body || answer.status() == 204 || answer.status() < 200)
        return answer;
    if (answer.field("Transfer-Encoding") != "chunked") {
        answer.body = receive(std::stoul(answer.field("Content-Length")));
        return answer;
    }
    for (std::size_t size = 1; size != 0;) {
        std::string line;
        while (!line.ends_with("\r\n"))
            line += receive(1);
        size = std::stoul(line, nullptr, 16);
        answer.body += receive(size);
        receive(2);
    }
    return answer;
}

void raw_connection::finish_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

bool raw_connection::was_resumed() const
{
    return SSL_session_reused(tls_.get()) == 1;
}

std::string raw_connection::protocol() const
{
    return SSL_get_version(tls_.get());
}

std::shared_ptr<SSL_SESSION> raw_connection::session() const
{
    return {SSL_get1_session(tls_.get()), &SSL_SESSION_free};
}

void raw_connection::deleter::operator()(SSL_CTX* context) const
{
    SSL_CTX_free(context);
}

void raw_connection::deleter::operator()(SSL* connection) const
{
    SSL_free(connection);
}
