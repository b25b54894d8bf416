#include "exchange_fixture.hpp"

#include <acs/communication_token_credential.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;

const std::string exchange_fixture::for_clients = acs::communication_token_credential::default_scope;

exchange_fixture::exchange_fixture() : entra(mint()) {}

acs::access_token exchange_fixture::mint(std::chrono::seconds life)
{
    std::string wanted = R"({"appId":"1fd5118e-2576-4263-8130-9503064c837a",)";
    wanted += R"("userId":"31a01b7e-0b1e-4b5e-8d6f-8a1f2b3c4d5e","audience":")" + audience;
    wanted += R"(","seconds":)" + std::to_string(life.count()) + "}";
    const auto answer = post("entra-token", wanted);
    return acs::access_token(
        acs::secret(std::string_view(answer.at("token").as_string())), clock->now_utc() + life);
}

asio::awaitable<acs::result<acs::access_token>> exchange_fixture::give(std::vector<std::string> scopes)
{
    asked.push_back(std::move(scopes));
    if (hang) {
        asio::steady_timer never(context, asio::steady_timer::time_point::max());
        co_await never.async_wait(asio::use_awaitable);
    }
    if (entra_fails)
        co_return *entra_fails;
    co_return entra;
}

std::shared_ptr<acs::exchanged_token> exchange_fixture::make(std::vector<std::string> scopes)
{
    return acs::exchanged_token::create(
               context.get_executor(), options().jitter([] { return 0.5; }),
               [this](std::vector<std::string> wanted) { return give(std::move(wanted)); }, std::move(scopes))
        .value();
}

std::shared_ptr<acs::exchanged_token> exchange_fixture::make_warm()
{
    auto made = make();
    run(made->get()).value();
    return made;
}

std::int64_t exchange_fixture::exchanges(std::string_view operation)
{
    return get("stats").at("operations").at(operation).at("requests").to_number<std::int64_t>();
}

void exchange_fixture::let_it_fail(std::int64_t attempts)
{
    run_until([&] {
        if (exchanges() >= attempts)
            return true;
        clock->advance(1s);
        return false;
    });
    for (int i = 0; i < 50; ++i) { // an answer on its way arrives
        settle();
        exchanges();
    }
}
