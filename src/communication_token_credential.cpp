#include <acs/communication_token_credential.hpp>

#include "cache/fixed_token.hpp"
#include "cache/refreshed_token.hpp"
#include "entra/token_holders.hpp"
#include "exchanged_token.hpp"
#include "wire/credential_end.hpp"
#include "wire/make_error.hpp"

#include <acs/token_credential.hpp>

#include <stdexcept>
#include <utility>

namespace acs {

namespace asio = boost::asio;

namespace {

asio::awaitable<result<access_token>> get_nothing()
{
    co_return wire::credential_end(errc::client_stopped, "it was moved from");
}

// The Entra credential as a function: only get_token() of it is needed.
exchanged_token::entra_source source_of(std::shared_ptr<token_credential> entra)
{
    return [entra = std::move(entra)](std::vector<std::string> scopes) {
        return entra->get_token(entra_token_request(std::move(scopes)));
    };
}

} // namespace

communication_token_credential::communication_token_credential(access_token token)
{
    if (token.token().empty())
        throw std::invalid_argument("acs::communication_token_credential: an empty token");
    supply_ = std::make_shared<cache::fixed_token>(std::move(token));
}

communication_token_credential::communication_token_credential(
    asio::any_io_executor executor, refresher refresh, communication_token_credential_options options)
{
    if (!refresh)
        throw std::invalid_argument("acs::communication_token_credential: an empty refresher");
    supply_ = cache::refreshed_token::create(executor, std::move(refresh), options);
}

communication_token_credential::communication_token_credential(std::shared_ptr<cache::token_supply> supply)
    : supply_(std::move(supply))
{}

result<communication_token_credential> communication_token_credential::from_entra(
    asio::any_io_executor executor, client_options service, std::vector<std::string> scopes,
    std::shared_ptr<const credential_observer> observer)
{
    auto entra = std::dynamic_pointer_cast<token_credential>(service.credential());
    if (!entra)
        return wire::make_error(errc::invalid_argument, "the credential isn't one that gives Entra tokens");
    if (!entra::token_holders::of(*entra)->from()->takes_requests())
        return wire::make_error(
            errc::invalid_argument,
            "the bearer credential's function takes no request, so it can't be asked for a token of these "
            "scopes: give it a function that takes an acs::entra_token_request");
    auto made = exchanged_token::create(
        std::move(executor), std::move(service), source_of(std::move(entra)), std::move(scopes),
        std::move(observer));
    if (!made)
        return made.error();
    return communication_token_credential(std::move(*made));
}

communication_token_credential::communication_token_credential(communication_token_credential&&) noexcept =
    default;

communication_token_credential& communication_token_credential::operator=(
    communication_token_credential&& other) noexcept
{
    if (this != &other) {
        stop();
        supply_ = std::move(other.supply_);
    }
    return *this;
}

communication_token_credential::~communication_token_credential()
{
    stop();
}

asio::awaitable<result<access_token>> communication_token_credential::get_token()
{
    return supply_ ? supply_->get() : get_nothing();
}

void communication_token_credential::stop() noexcept
{
    if (supply_)
        supply_->stop();
}

} // namespace acs
