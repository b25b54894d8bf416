#ifndef BENCHMARKS_HAND_WRITTEN_CONNECTION_HPP
#define BENCHMARKS_HAND_WRITTEN_CONNECTION_HPP

#include "load/load_options.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>

using hand_written_stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// A context that trusts the load's authorities.
boost::asio::ssl::context make_hand_written_context(const load_options& options);

/// Resolves, connects and shakes hands, as Beast's examples do.
boost::asio::awaitable<std::unique_ptr<hand_written_stream>> open_hand_written_connection(
    const load_options& options, boost::asio::ssl::context& context);

#endif
