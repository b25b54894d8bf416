#include "holder_fixture.hpp"

#include <boost/asio/cancellation_type.hpp>
#include <utility>

namespace asio = boost::asio;
using acs::cache::token_holder;

namespace {

asio::awaitable<acs::result<acs::wire::issued_token>> issue(
    acs::communication_token_credential::refresher refresh)
{
    auto token = co_await refresh();
    if (!token)
        co_return token.error();
    acs::wire::issued_token issued;
    issued.token = std::move(*token);
    co_return issued;
}

} // namespace

holder_fixture::holder_fixture()
{
    how.random = [] {
        return 0.0;
    };
}

void holder_fixture::make()
{
    holder = std::make_shared<token_holder>(
        [this](std::string wanted) {
            claims.push_back(std::move(wanted));
            return issue(refresher());
        },
        how);
}

std::shared_ptr<refresher_fixture::call> holder_fixture::ask()
{
    auto state = start(token_holder::get(holder, context->get_executor(), clock));
    settle();
    return state;
}

void holder_fixture::cancel(const std::shared_ptr<call>& which)
{
    which->cancel.emit(asio::cancellation_type::terminal);
    settle();
}
