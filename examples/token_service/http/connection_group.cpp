#include "connection_group.hpp"

#include "http_connection.hpp"

#include <algorithm>
#include <openssl/crypto.h>
#include <utility>

namespace token_service {

using namespace std::chrono_literals;

namespace {

// For a request that a client has sent when the drain begins. Closed at once, the connection would lose it.
constexpr std::chrono::milliseconds grace = 250ms;

constexpr std::size_t input_size = 16 * 1024; // the most that a TLS record holds

std::chrono::milliseconds sweep_interval(const server_options& options)
{
    const auto shortest = std::min({options.idle, options.request_time, options.handshake_time});
    return std::clamp<std::chrono::milliseconds>(shortest / 4, 10ms, 1s);
}

} // namespace

connection_group::connection_group(
    boost::asio::io_context& context, SSL_CTX* tls, const server_options& options, handler& answers,
    std::shared_ptr<server_counts> counts)
    : context_(context), tls_(tls), options_(options), answers_(answers), counts_(std::move(counts)),
      interval_(sweep_interval(options)), sweeper_(context), swept_at_(std::chrono::steady_clock::now()),
      input_(input_size)
{
    output_.reserve(4096);
}

// They held tokens and what clients authenticate with.
connection_group::~connection_group()
{
    OPENSSL_cleanse(input_.data(), input_.size());
    OPENSSL_cleanse(output_.data(), output_.capacity());
    OPENSSL_cleanse(answer_.body.data(), answer_.body.capacity());
    OPENSSL_cleanse(answer_.fields.data(), answer_.fields.capacity());
}

void connection_group::start()
{
    swept_at_ = std::chrono::steady_clock::now();
    schedule(interval_);
}

void connection_group::schedule(std::chrono::milliseconds next)
{
    sweeper_.expires_after(next);
    sweeper_.async_wait([weak = weak_from_this()](const boost::system::error_code& ec) {
        if (const auto self = weak.lock(); self && !ec) {
            self->sweep();
            self->schedule(self->interval_);
        }
    });
}

void connection_group::sweep()
{
    swept_at_ = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < connections_.size(); ++i)
        connections_[i]->sweep(swept_at_);
}

void connection_group::drain()
{
    draining_ = true;
    patient_until_ = std::chrono::steady_clock::now() + grace;
    schedule(grace);
}

void connection_group::close()
{
    draining_ = true;
    sweeper_.cancel();
    for (http_connection* const open : connections_)
        open->close();
}

void connection_group::add(http_connection& opened)
{
    opened.place = connections_.size();
    connections_.push_back(&opened);
}

void connection_group::remove(http_connection& gone)
{
    connections_[gone.place] = connections_.back();
    connections_[gone.place]->place = gone.place;
    connections_.pop_back();
}

http_answer& connection_group::blank_answer()
{
    answer_.status = 200;
    answer_.content_type = "application/json";
    answer_.body.clear();
    answer_.fields.clear();
    answer_.close = false;
    return answer_;
}

std::string_view connection_group::compose(
    const http_answer& answer, bool without_body, head_composer::connection fate)
{
    output_.clear();
    heads_.compose(output_, answer, answer.body.size(), fate);
    if (!without_body)
        output_ += answer.body;
    return output_;
}

} // namespace token_service
