#ifndef ACS_ENTRA_HTTP_EXCHANGER_HPP
#define ACS_ENTRA_HTTP_EXCHANGER_HPP

#include "entra/exchanger.hpp"
#include "entra/surroundings.hpp"

#include <acs/entra_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>

namespace acs::pipeline {
class pipeline;
}

namespace acs::entra {

// Sends requests through a pipeline of its own, which has no credential and no quota.
class http_exchanger final : public exchanger
{
public:
    http_exchanger(
        boost::asio::any_io_executor executor, const entra_options& options, const wire::endpoint& host,
        persistence how);
    ~http_exchanger() override; // ends what is under way with client_stopped

    boost::asio::awaitable<result<wire::response>> send(wire::request request) override;

private:
    std::shared_ptr<pipeline::pipeline> calls_;
};

} // namespace acs::entra

#endif
