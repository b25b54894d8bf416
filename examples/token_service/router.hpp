#ifndef EXAMPLES_TOKEN_SERVICE_ROUTER_HPP
#define EXAMPLES_TOKEN_SERVICE_ROUTER_HPP

#include "auth/caller.hpp"
#include "http/handler.hpp"
#include "refresh_allowance.hpp"
#include "route.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <optional>
#include <string>

namespace token_service {

class admission;
class authenticator;
class demo_login;
class service_metrics;
class service_report;
class token_desk;

/// What the service answers to which request. What needs the identity service waits on one executor, wherever
/// the request came in.
class router final : public handler
{
public:
    /// What answers are made of; all must outlive the router.
    struct parts
    {
        const authenticator& callers;
        token_desk& desk;
        admission& door;
        const service_report& report;
        service_metrics& counted;
        const demo_login* login;                   ///< null: nobody may log in here
        boost::asio::any_io_executor waiting_room; ///< the acs client's
    };

    explicit router(parts of);

    std::optional<boost::asio::awaitable<http_answer>> answer(
        const http_request& request, http_answer& at_once) override;

private:
    using clock = std::chrono::steady_clock;

    // These fill in the answer, or say who has to wait for one.
    std::optional<user_name> find_answer(route where, const http_request& request, http_answer& answer);
    std::optional<user_name> find_token(const http_request& request, http_answer& answer);
    std::optional<user_name> let_wait(const caller& who, http_answer& answer);
    // Whoever sent the request; or none, and the answer says why.
    std::optional<caller> identify(const http_request& request, http_answer& answer) const;
    http_answer log_in(const http_request& request) const;
    http_answer show_readiness() const;

    boost::asio::awaitable<http_answer> wait(route where, user_name user, clock::time_point began);
    boost::asio::awaitable<http_answer> begin(route where, std::string user);

    const parts of_;
    refresh_allowance allowance_;
};

} // namespace token_service

#endif
