#include "service/open_load.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace asio = boost::asio;
using asio::use_awaitable;

/// A connection, which is opened again if it breaks.
class open_load::client
{
public:
    explicit client(open_load& load) : load_(load), timer_(load.context_) {}

    asio::awaitable<void> open()
    {
        stream_.emplace(load_.context_, load_.tls_);
        stream_->set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
        const asio::ip::tcp::endpoint server(asio::ip::address_v4::loopback(), load_.options_.port);
        co_await stream_->next_layer().async_connect(server, use_awaitable);
        stream_->next_layer().set_option(asio::ip::tcp::no_delay(true));
        co_await stream_->async_handshake(asio::ssl::stream_base::client, use_awaitable);
    }

    asio::awaitable<void> wait_until(clock::time_point due)
    {
        timer_.expires_at(due);
        co_await timer_.async_wait(use_awaitable);
    }

    // \return whether the answer was a token.
    asio::awaitable<bool> ask(std::string_view session)
    {
        request_.assign("GET /token HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ");
        request_.append(session).append("\r\n\r\n");
        co_await asio::async_write(*stream_, asio::buffer(request_), use_awaitable);
        std::size_t received = 0;
        std::size_t size = 0;
        do {
            const auto free = asio::buffer(answer_) + received;
            received += co_await stream_->async_read_some(free, use_awaitable);
            const std::string_view so_far(answer_.data(), received);
            if (size == 0)
                size = size_of(so_far);
            if (received == answer_.size())
                throw std::runtime_error("an answer is too large");
        } while (size == 0 || received < size);
        co_return std::string_view(answer_.data(), 12) == "HTTP/1.1 200";
    }

private:
    // Of the whole answer; 0 as long as its head isn't there.
    static std::size_t size_of(std::string_view answer)
    {
        constexpr std::string_view field = "\r\nContent-Length: ";
        const auto head = answer.find("\r\n\r\n");
        if (head == std::string_view::npos)
            return 0;
        const auto length = answer.substr(0, head).find(field);
        if (length == std::string_view::npos)
            throw std::runtime_error("an answer has no length");
        std::size_t body = 0;
        std::from_chars(answer.data() + length + field.size(), answer.data() + head, body);
        return head + 4 + body;
    }

    open_load& load_;
    asio::steady_timer timer_;
    std::optional<asio::ssl::stream<asio::ip::tcp::socket>> stream_;
    std::string request_;
    std::array<char, 16 * 1024> answer_;
};

open_load::open_load(const open_load_options& options)
    : options_(options), sessions_(options.session_file), random_(options.seed),
      any_session_(0, sessions_.size() - 1),
      requests_(static_cast<std::size_t>(options.rate * (options.warm_up + options.seconds))),
      latencies_(requests_), delays_(requests_)
{
    tls_.set_verify_mode(asio::ssl::verify_peer);
    tls_.load_verify_file(options.ca_file);
}

void open_load::run()
{
    std::exception_ptr failure;
    for (std::size_t i = 0; i < options_.connections; ++i)
        asio::co_spawn(context_, work(this, i), [&](std::exception_ptr thrown) {
            if (thrown && !failure)
                failure = thrown;
            if (thrown)
                taken_ = requests_;
        });
    context_.run();
    if (failure)
        std::rethrow_exception(failure);
    latencies_.finish();
    delays_.finish();
}

asio::awaitable<void> open_load::work(open_load* shared, std::size_t)
{
    client own(*shared);
    co_await own.open();
    // All begin together, when all are connected.
    if (++shared->opened_ == shared->options_.connections) {
        shared->begun_ = clock::now();
        const auto warm_up = std::chrono::duration<double>(shared->options_.warm_up);
        shared->counted_from_ = shared->begun_ + std::chrono::duration_cast<clock::duration>(warm_up);
    }
    while (shared->opened_ < shared->options_.connections)
        co_await own.wait_until(clock::now() + std::chrono::milliseconds(1));
    while (shared->taken_ < shared->requests_) {
        const std::chrono::duration<double> after(
            static_cast<double>(shared->taken_++) / shared->options_.rate);
        const clock::time_point due = shared->begun_ + std::chrono::duration_cast<clock::duration>(after);
        if (clock::now() < due)
            co_await own.wait_until(due);
        const clock::time_point sent = clock::now();
        const std::string_view session = shared->sessions_[shared->any_session_(shared->random_)];
        bool broken = false;
        bool good = false;
        try {
            good = co_await own.ask(session);
        } catch (const boost::system::system_error&) {
            broken = true;
        }
        if (!good)
            ++shared->errors_;
        if (due >= shared->counted_from_) {
            shared->latencies_.add(clock::now() - due);
            shared->delays_.add(sent - due);
        }
        if (broken)
            co_await own.open();
    }
}

std::string open_load::report() const
{
    std::ostringstream line;
    line << "{\"rate\":" << options_.rate << ",\"connections\":" << options_.connections
         << ",\"seconds\":" << options_.seconds << ",\"requests\":" << latencies_.size()
         << ",\"p50_ms\":" << latencies_.percentile(0.5) << ",\"p99_ms\":" << latencies_.percentile(0.99)
         << ",\"p999_ms\":" << latencies_.percentile(0.999) << ",\"max_ms\":" << latencies_.percentile(1)
         << ",\"sent_late_p99_ms\":" << delays_.percentile(0.99) << ",\"errors\":" << errors_ << "}";
    return line.str();
}
