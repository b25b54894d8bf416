#include "entra/token_holders.hpp"

#include <doctest/doctest.h>

#include <acs/manual_clock.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

class counting_source final : public entra::source
{
public:
    explicit counting_source(std::shared_ptr<time_source> clock) : clock_(std::move(clock)) {}

    std::string_view name() const noexcept override { return "Counting"; }
    asio::awaitable<result<wire::issued_token>> fetch(entra_token_request) override
    {
        wire::issued_token made;
        made.token = access_token(secret("t"), clock_->now_utc() + 1h);
        co_return made;
    }

private:
    const std::shared_ptr<time_source> clock_;
};

std::shared_ptr<cache::token_holder> holder_of(entra::token_holders& all, std::vector<std::string> scopes)
{
    return all.token_for(entra_token_request(std::move(scopes)));
}

} // namespace

TEST_CASE("token holders: each combination of scopes has its own")
{
    const auto clock = std::make_shared<manual_clock>();
    entra::token_holders all(
        std::make_shared<counting_source>(clock), entra::token_holders::settings{{}, clock, 60s, {}});
    CHECK(all.token_for(entra_token_request()) == all.service_token());
    CHECK(holder_of(all, {"a", "b"}) == holder_of(all, {"a", "b"}));
    CHECK(holder_of(all, {"a", "b"}) != holder_of(all, {"a b"}));
    CHECK(holder_of(all, {"a", "b"}) != holder_of(all, {"b", "a"}));
}

TEST_CASE("token holders: those that are of no use any more are forgotten, the others not")
{
    const auto clock = std::make_shared<manual_clock>();
    entra::token_holders all(
        std::make_shared<counting_source>(clock), entra::token_holders::settings{{}, clock, 60s, {}});
    asio::io_context context;
    auto got = holder_of(all, {"got"});
    asio::co_spawn(
        context, cache::token_holder::get(got, context.get_executor(), clock),
        [](std::exception_ptr thrown, const result<access_token>& token) {
            CHECK_FALSE(thrown);
            CHECK(token.has_value());
        });
    context.run();
    const std::weak_ptr<cache::token_holder> useful = std::exchange(got, nullptr);
    const auto waited_for = holder_of(all, {"waited for"});
    const std::weak_ptr<cache::token_holder> unused = holder_of(all, {"unused"});
    for (int i = 0; i < 200; ++i)
        holder_of(all, {std::to_string(i)});
    CHECK_FALSE(useful.expired());
    CHECK(holder_of(all, {"waited for"}) == waited_for);
    CHECK(unused.expired());
    clock->advance(1h);
    for (int i = 0; i < 200; ++i)
        holder_of(all, {std::to_string(i)});
    CHECK(useful.expired());
}
