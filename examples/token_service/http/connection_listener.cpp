#include "connection_listener.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <new>
#include <string>
#include <utility>

namespace token_service {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

connection_listener::connection_listener(std::vector<std::shared_ptr<connection_group>> groups)
    : groups_(std::move(groups)), acceptor_(groups_.front()->context()), pause_(groups_.front()->context())
{
    const server_options& options = groups_.front()->options();
    try {
        const tcp::endpoint where(asio::ip::make_address(options.address), options.port);
        acceptor_.open(where.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address(true)); // connections of an earlier run may linger
        acceptor_.bind(where);
        acceptor_.listen(asio::socket_base::max_listen_connections);
        port_ = acceptor_.local_endpoint().port();
    } catch (const boost::system::system_error& failure) {
        throw boost::system::system_error(
            failure.code().value(), failure.code().category(),
            "cannot listen on port " + std::to_string(options.port) + " of " + options.address);
    }
}

void connection_listener::close()
{
    closed_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
}

void connection_listener::accept()
{
    const std::size_t most = groups_.front()->options().max_connections;
    if (groups_.front()->counts().open >= most + most / 8 + 1) {
        pause();
        return;
    }
    acceptor_.async_accept(
        groups_[next_]->context(),
        [self = shared_from_this()](const error_code& ec, http_connection::socket accepted) {
            self->on_accepted(ec, std::move(accepted));
        });
}

void connection_listener::on_accepted(const error_code& ec, http_connection::socket accepted)
{
    if (closed_)
        return;
    if (ec == asio::error::connection_aborted) {
        accept(); // the client has gone already
    } else if (ec || !hand_over(std::move(accepted))) {
        pause(); // descriptors or memory are short; trying again at once would only keep the thread busy
    } else {
        accept();
    }
}

bool connection_listener::hand_over(http_connection::socket accepted)
{
    const std::shared_ptr<connection_group>& group = groups_[next_];
    next_ = (next_ + 1) % groups_.size();
    error_code ignored;
    accepted.set_option(tcp::no_delay(true), ignored);
    const bool surplus = group->counts().open >= group->options().max_connections;
    try {
        const auto opened = std::make_shared<http_connection>(group, std::move(accepted), surplus);
        asio::dispatch(group->context(), [opened] { opened->start(); });
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

void connection_listener::pause()
{
    pause_.expires_after(std::chrono::milliseconds(50));
    pause_.async_wait([self = shared_from_this()](const error_code&) {
        if (!self->closed_)
            self->accept();
    });
}

} // namespace token_service
