#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_CONNECTION_GROUP_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_CONNECTION_GROUP_HPP

#include "handler.hpp"
#include "head_composer.hpp"
#include "server_counts.hpp"
#include "server_options.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <openssl/types.h>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace token_service {

class http_connection;

/// The connections of one context, and what they share: a sweeper in place of a timer each, and the buffers
/// in which a request is read and an answer written, for only one of them is at work at a time. Belongs to
/// the context's thread, but for what is said to be constant.
class connection_group : public std::enable_shared_from_this<connection_group>
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    connection_group(
        boost::asio::io_context& context, SSL_CTX* tls, const server_options& options, handler& answers,
        std::shared_ptr<server_counts> counts);
    ~connection_group();
    connection_group(const connection_group&) = delete;
    connection_group& operator=(const connection_group&) = delete;

    // Constant:
    boost::asio::io_context& context() const { return context_; }
    SSL_CTX* tls() const { return tls_; }
    const server_options& options() const { return options_; }
    handler& answers() const { return answers_; }
    server_counts& counts() const { return *counts_; }

    /// Begins to sweep.
    void start();
    /// Has connections close after their next answer, and soon closes those that are idle.
    void drain();
    /// Closes all connections, and sweeps no more.
    void close();
    bool is_draining() const { return draining_; }
    /// Whether idle connections are to end: not from the beginning of the drain on.
    bool ends_idle_ones() const { return draining_ && swept_at_ >= patient_until_; }

    void add(http_connection& opened);
    void remove(http_connection& gone);

    /// When a time from now on has passed: never too early, and too late by two sweeps at most.
    time_point after(std::chrono::milliseconds time) const { return swept_at_ + interval_ + time; }

    /// Room for what comes next out of a socket.
    std::span<char> input() { return input_; }
    /// An answer to fill in, as good as new.
    http_answer& blank_answer();
    /// The whole answer as bytes, until the next one is composed.
    std::string_view compose(const http_answer& answer, bool without_body, head_composer::connection fate);

private:
    void schedule(std::chrono::milliseconds next);
    void sweep();

    boost::asio::io_context& context_;
    SSL_CTX* const tls_;
    const server_options options_;
    handler& answers_;
    const std::shared_ptr<server_counts> counts_;
    const std::chrono::milliseconds interval_;
    boost::asio::steady_timer sweeper_;
    time_point swept_at_;
    std::vector<http_connection*> connections_;
    std::vector<char> input_;
    http_answer answer_;
    std::string output_;
    head_composer heads_;
    time_point patient_until_; // if it drains
    bool draining_ = false;
};

} // namespace token_service

#endif
