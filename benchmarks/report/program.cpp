#include "report/program.hpp"

#include <array>

namespace report {

namespace {

constexpr std::array all_clients = {
    program{
        "client", "this library", 0, false,
        "the public client: deadlines, limiter, pool with its liveness look, errors, wiped buffers; without "
        "retries"},
    program{
        "presigned", "presigned bytes (floor)", 6, true,
        "one signed request whose bytes are sent again and again by Asio's `ssl::stream`; the answers are "
        "only "
        "counted: what TLS and sockets cost by themselves"},
    program{
        "bare_loop", "bare Asio loop", 5, false,
        "the hand-written loop on Asio's `ssl::stream`, without timeouts: a peer that falls silent stops it "
        "for ever"},
    program{
        "hand_written", "hand-written Beast loop", 3, false,
        "a loop as one writes it after Beast's examples (`ssl_stream<tcp_stream>`): each request made and "
        "signed "
        "anew, a timeout for each exchange, each answer read by Beast and parsed by Boost.JSON; no retries, "
        "limits "
        "or pool"},
    program{
        "curl", "libcurl multi", 2, false,
        "libcurl with OpenSSL: one thread, the multi interface by socket actions and epoll, handles and "
        "connections "
        "used again, a timeout for each transfer; signed and parsed as by the hand-written loop"},
    program{
        "azure_core", "azure-core for C++", 4, false,
        "the HTTP pipeline of Azure's SDK for C++, which has no client for ACS identities; its calls block, "
        "so that "
        "each call at a time takes a thread"},
    program{
        "javascript", "JavaScript SDK", 1, false,
        "Microsoft's `@azure/communication-identity` on Node as it comes, with its connections kept alive; "
        "without "
        "retries"},
    program{
        "python", "Python SDK", 7, false,
        "Microsoft's `azure-communication-identity` as Debian has it, its asynchronous client on aiohttp; "
        "without "
        "retries"},
};

constexpr std::array all_servers = {
    program{
        "token_service", "token_service", 0, false,
        "`examples/token_service` with the library's cache; every request is authenticated, and answered "
        "from the "
        "cache"},
    program{
        "limit", "limit: bytes from memory", 3, false,
        "a Beast TLS server that reads each request and answers the same bytes from memory: no token, no "
        "user, no "
        "check"},
    program{
        "node", "Node", 1, false,
        "a minimal token service on Node with the official SDK and its best practice, a cached credential "
        "for each "
        "user"},
};

} // namespace

std::span<const program> program::clients()
{
    return all_clients;
}

std::span<const program> program::servers()
{
    return all_servers;
}

} // namespace report
