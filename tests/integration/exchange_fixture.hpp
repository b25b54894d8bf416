#ifndef TESTS_INTEGRATION_EXCHANGE_FIXTURE_HPP
#define TESTS_INTEGRATION_EXCHANGE_FIXTURE_HPP

#include "client_fixture.hpp"
#include "exchanged_token.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// An emulator, and somebody who has an Entra token: always the same, until it is changed.
class exchange_fixture : public client_fixture
{
public:
    static const std::string for_clients; ///< a scope

    exchange_fixture();

    /// A user's Entra token that nobody has had before.
    acs::access_token mint(std::chrono::seconds life = std::chrono::hours(24));

    boost::asio::awaitable<acs::result<acs::access_token>> give(std::vector<std::string> scopes);

    std::shared_ptr<acs::exchanged_token> make(std::vector<std::string> scopes = {for_clients});
    /// The same, and its first exchange is through.
    std::shared_ptr<acs::exchanged_token> make_warm();

    /// How many exchanges the service has seen.
    std::int64_t exchanges(std::string_view operation = "get_token_for_entra_user");

    /// Moves the clock until the service has seen so many exchanges, the last of which fails.
    void let_it_fail(std::int64_t attempts);

    std::string audience = "https://communication.azure.com/clients";
    acs::access_token entra;
    std::optional<acs::error> entra_fails;
    std::vector<std::vector<std::string>> asked; ///< with these scopes
    bool hang = false;                           ///< who is asked never answers
};

#endif
