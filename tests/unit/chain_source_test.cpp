#include "entra/chain_source.hpp"
#include "entra/coroutine_source.hpp"
#include "entra_script.hpp"
#include "wire/make_error.hpp"

#include <doctest/doctest.h>

#include <acs/bearer_credential.hpp>
#include <acs/chained_credential.hpp>
#include <boost/asio/co_spawn.hpp>
#include <deque>
#include <stdexcept>

using namespace acs;

namespace {

// Says what it is told to, one after the other.
class told_source final : public entra::source
{
public:
    explicit told_source(std::string_view name) : name_(name) {}

    std::string_view name() const noexcept override { return name_; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override
    {
        ++asked;
        claims = request.claims();
        if (throws)
            throw std::runtime_error("it threw");
        if (answers.empty())
            co_return wire::make_error(errc::credential_unavailable, "nothing is set");
        const result<wire::issued_token> next = answers.front();
        answers.pop_front();
        co_return next;
    }

    int asked = 0;
    bool throws = false;
    std::string claims;
    std::deque<result<wire::issued_token>> answers;

private:
    const std::string_view name_;
};

wire::issued_token token(std::string_view text)
{
    wire::issued_token made;
    made.token = access_token(secret(text), wall_time::max());
    return made;
}

struct fixture
{
    test::entra_script script;
    std::shared_ptr<told_source> a = std::make_shared<told_source>("A");
    std::shared_ptr<told_source> b = std::make_shared<told_source>("B");
    std::shared_ptr<told_source> c = std::make_shared<told_source>("C");
    std::shared_ptr<entra::source> chain =
        std::make_shared<entra::chain_source>("Chain", std::vector<std::shared_ptr<entra::source>>{a, b, c});

    std::string fetch()
    {
        const auto got = script.fetch(chain);
        return got ? std::string(got->token.token()) : got.error().message();
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "chain: goes on at what is not configured, and stays with what has worked")
{
    b->answers = {token("b1"), token("b2")};
    a->answers = {}; // would be asked again, if anybody were to
    CHECK(fetch() == "b1");
    a->answers = {token("a1")};
    CHECK(fetch() == "b2");
    CHECK(a->asked == 1);
    CHECK(b->asked == 2);
    CHECK(c->asked == 0);
    // Another identity must not take its place unnoticed.
    const auto got = script.fetch(chain);
    REQUIRE(got.has_error());
    CHECK(got.error() == errc::credential_failed);
    CHECK(got.error().details().what == "B: nothing is set");
    CHECK(a->asked == 1);
}

TEST_CASE_FIXTURE(fixture, "chain: a token tells which member gave it, in a chain of chains the innermost")
{
    b->answers = {token("b1"), token("b2")};
    CHECK(script.fetch(chain).value().member == "B");
    const auto outer =
        std::make_shared<entra::chain_source>("Outer", std::vector<std::shared_ptr<entra::source>>{chain});
    CHECK(script.fetch(outer).value().member == "B");
}

TEST_CASE_FIXTURE(fixture, "chain: a failure ends the search")
{
    error_details details;
    details.http_status = 401;
    details.service.code = "invalid_client";
    details.service.message = "AADSTS7000215";
    b->answers = {error(errc::authentication_failed, details)};
    c->answers = {token("c")};
    const auto got = script.fetch(chain);
    REQUIRE(got.has_error());
    CHECK(got.error() == errc::credential_failed);
    CHECK(got.error().http_status() == 401);
    CHECK(got.error().service().code == "invalid_client");
    CHECK(
        got.error().details().what ==
        "A: nothing is set; B: " + make_error_code(errc::authentication_failed).message());
    CHECK(c->asked == 0);
    CHECK(fetch() == "c"); // nothing was decided: it searches again
    CHECK(a->asked == 2);
}

TEST_CASE_FIXTURE(fixture, "chain: what throws has failed")
{
    b->throws = true;
    c->answers = {token("c")};
    const auto got = script.fetch(chain);
    REQUIRE(got.has_error());
    CHECK(got.error() == errc::credential_failed);
    CHECK(got.error().details().what == "A: nothing is set; B: it threw");
    CHECK(c->asked == 0);
}

TEST_CASE_FIXTURE(fixture, "chain: where nothing is configured, all say why")
{
    const auto got = script.fetch(chain);
    REQUIRE(got.has_error());
    CHECK(got.error() == errc::credential_unavailable);
    CHECK(got.error().details().what == "A: nothing is set; B: nothing is set; C: nothing is set");
    const auto empty =
        std::make_shared<entra::chain_source>("Chain", std::vector<std::shared_ptr<entra::source>>());
    CHECK(script.fetch(empty).error().details().what == "the chain has no members");
}

TEST_CASE_FIXTURE(fixture, "chain: a deadline or a stop keeps its code; claims go to whom is asked")
{
    a->answers = {error(errc::deadline_exceeded)};
    CHECK(script.fetch(chain).error() == errc::deadline_exceeded);
    a->answers = {token("a")};
    entra_token_request request;
    request.claims("{}");
    CHECK(script.fetch(chain, request).has_value());
    CHECK(a->claims == "{}");
}

namespace {

boost::asio::awaitable<result<access_token>> unavailable(int& asked)
{
    ++asked;
    co_return wire::make_error(errc::credential_unavailable, "not at this desk");
}

boost::asio::awaitable<result<access_token>> yield(int& asked)
{
    ++asked;
    co_return access_token(secret("yielded"), wall_time::max());
}

} // namespace

TEST_CASE("chained credential: it holds the token, and the members hold none")
{
    int first = 0;
    int second = 0;
    test::entra_script script;
    const auto none = std::make_shared<bearer_credential>([&first] { return unavailable(first); });
    const auto some = std::make_shared<bearer_credential>([&second] { return yield(second); });
    chained_credential chain(
        script.context().get_executor(), {nullptr, none, some}, entra_options().time(script.clock()));
    CHECK(chain.name() == "ChainedTokenCredential");
    std::string got;
    const auto ask = [&](token_credential& whom) {
        boost::asio::co_spawn(
            script.context(), whom.get_token(),
            [&got](std::exception_ptr thrown, result<access_token> token) {
                got = thrown ? "thrown" : token ? std::string(token->token()) : token.error().message();
            });
        script.context().restart();
        script.context().run();
        return got;
    };
    CHECK(ask(chain) == "yielded");
    CHECK(ask(chain) == "yielded");
    CHECK(first == 1);
    CHECK(second == 1);
    CHECK(ask(*some) == "yielded");
    CHECK(second == 2);

    chained_credential nothing(
        script.context().get_executor(), {none, none}, entra_options().time(script.clock()));
    const std::string said = ask(nothing);
    CHECK(
        said.find("ChainedTokenCredential: BearerCredential: not at this desk; BearerCredential: not at this "
                  "desk") != std::string::npos);
}

TEST_CASE("chain: it can be asked for tokens of any scopes if a member can")
{
    const auto none = std::make_shared<entra::coroutine_source>(nullptr, false);
    const auto some = std::make_shared<told_source>("A");
    using members = std::vector<std::shared_ptr<entra::source>>;
    CHECK(!entra::chain_source("Chain", members{none, none}).takes_requests());
    CHECK(entra::chain_source("Chain", members{none, some}).takes_requests());
    CHECK(entra::chain_source("Chain", members{}).takes_requests());
}
