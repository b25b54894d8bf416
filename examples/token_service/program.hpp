#ifndef EXAMPLES_TOKEN_SERVICE_PROGRAM_HPP
#define EXAMPLES_TOKEN_SERVICE_PROGRAM_HPP

#include "admission.hpp"
#include "auth/authenticator.hpp"
#include "auth/demo_login.hpp"
#include "auth/session_signer.hpp"
#include "figures/hit_rate.hpp"
#include "figures/loop_lag.hpp"
#include "figures/service_metrics.hpp"
#include "figures/service_report.hpp"
#include "http/http_server.hpp"
#include "http/tls_certificate.hpp"
#include "http/worker_threads.hpp"
#include "router.hpp"
#include "service_phase.hpp"
#include "settings.hpp"
#include "state/snapshot_file.hpp"
#include "state/state_folder.hpp"
#include "token_desk.hpp"
#include "upstream.hpp"
#include "users/identity_store.hpp"
#include "users/known_users.hpp"
#include "users/user_directory.hpp"

#include <acs/identity_client.hpp>
#include <acs/log_observer.hpp>
#include <acs/metrics.hpp>
#include <acs/token_cache.hpp>

#include <exception>
#include <memory>

namespace token_service {

/// All parts of the service, put together, and their life from the start to the end.
class program
{
public:
    /// Reads the state and takes the port. \throws std::exception, usage_error
    explicit program(const settings& wanted);
    ~program();

    /// Serves until the process is told to end (SIGTERM, SIGINT).
    void run();

private:
    boost::asio::awaitable<void> live();
    boost::asio::awaitable<void> leave();
    void start(boost::asio::awaitable<void> work);

    std::unique_ptr<authenticator> make_authenticator() const;
    acs::client_options client_options() const;
    acs::token_cache_options cache_options() const;

    // In the order in which they need each other. Coroutines that still wait when the contexts go leave their
    // places in what stands before them.
    const settings settings_;
    const state_folder state_;
    const tls_certificate certificate_;
    boost::asio::ssl::context tls_;
    const upstream upstream_;
    service_phase phase_;
    service_metrics counted_;
    hit_rate hits_{counted_};
    loop_lag lag_;
    const acs::quota quota_;
    admission door_;
    const acs::log_sink log_;
    acs::metrics calls_;
    known_users known_;
    worker_threads workers_;
    acs::identity_client client_;
    acs::token_cache cache_;
    const snapshot_file snapshot_;
    identity_store store_;
    user_directory users_;
    token_desk desk_;
    const session_signer sessions_;
    const demo_login login_;
    const std::unique_ptr<authenticator> callers_;
    service_report report_;
    router router_;
    http_server server_;
    std::exception_ptr failure_;
};

} // namespace token_service

#endif
