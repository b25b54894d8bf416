#ifndef ACS_EXCHANGED_TOKEN_HPP
#define ACS_EXCHANGED_TOKEN_HPP

#include "cache/token_supply.hpp"
#include "wire/exchange_scopes.hpp"

#include <acs/client_options.hpp>
#include <acs/credential_observer.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace acs {

// A token that the service gives in exchange for an Entra token.
class exchanged_token final : public cache::token_supply
{
public:
    // Gives an Entra token for these scopes. It is asked each time, so it should keep its own.
    using entra_source =
        std::function<boost::asio::awaitable<result<access_token>>(std::vector<std::string>)>;

    // Begins the first exchange. Error: invalid_argument, for the scopes.
    static result<std::shared_ptr<exchanged_token>> create(
        boost::asio::any_io_executor runs_on, client_options service, entra_source entra,
        std::vector<std::string> scopes, std::shared_ptr<const credential_observer> observer = nullptr);
    ~exchanged_token() override;

    boost::asio::awaitable<result<access_token>> get() override;
    void stop() noexcept override;

private:
    class state;

    explicit exchanged_token(std::shared_ptr<state> all);

    static boost::asio::awaitable<result<access_token>> ask(std::shared_ptr<state> all);

    const std::shared_ptr<state> state_;
};

} // namespace acs

#endif
