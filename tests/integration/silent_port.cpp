#include "silent_port.hpp"

namespace asio = boost::asio;
using asio::ip::tcp;

silent_port::silent_port() : acceptor_(context_)
{
    const tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
    acceptor_.open(any.protocol());
    acceptor_.bind(any);
    acceptor_.listen(0);
    acceptor_.non_blocking(true);
}

bool silent_port::accept()
{
    boost::system::error_code ec;
    tcp::socket accepted(context_);
    acceptor_.accept(accepted, ec);
    if (ec)
        return false;
    sockets_.push_back(std::move(accepted));
    return true;
}

void silent_port::fill()
{
    // A queue of length 0 takes one connection; the kernel may take one more.
    for (int i = 0; i < 3; ++i) {
        sockets_.emplace_back(context_);
        sockets_.back().open(tcp::v4());
        sockets_.back().native_non_blocking(true);
        // Asio's own connect would wait for the answer.
        const tcp::endpoint peer = acceptor_.local_endpoint();
        (void)::connect(sockets_.back().native_handle(), peer.data(), static_cast<socklen_t>(peer.size()));
    }
}
