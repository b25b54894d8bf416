#include "soak_round.hpp"

#include "soak_journal.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <chrono>
#include <iterator>
#include <stdexcept>

using namespace acs;
using namespace std::chrono_literals;

namespace {

boost::json::value control(
    emulator& server, const char* method, const char* path, const std::string& body = {})
{
    const control_reply reply = server.control(method, path, body);
    if (reply.status != 200)
        throw std::runtime_error("control interface: " + reply.body);
    return boost::json::parse(reply.body);
}

// Of real time: so that a call which hangs fails the soak instead of hanging it.
constexpr auto patience = 3min;

} // namespace

soak_round::soak_round(soak_stage& stage, std::uint64_t seed, std::size_t calls)
    : stage_(stage), random_(seed), calls_wanted_(calls), lossy_(random_.chance(0.5)),
      faults_(stage.pace(), lossy_),
      quota_(
          random_.chance(0.5) ? quota()
                              : quota::uniform(rate{static_cast<double>(calls) * stage.pace().quota, 100})),
      name_("soak-" + std::to_string(seed) + "-")
{}

std::vector<std::string> soak_round::run()
{
    set_up();
    {
        clients with = make_clients();
        walk(with, calls_wanted_, calls_wanted_);
        control(stage_.server(), "DELETE", "faults");
        check_whole(with);
    }
    check_end_of_clients();
    {
        // Destroyed while calls are in all their places. Some come to an end before.
        const std::size_t more = calls_wanted_ / 4;
        clients with = make_clients();
        walk(with, more, ended() + random_.below(more));
        for (const auto& call : calls_)
            call->client_goes();
    }
    await_all();
    control(stage_.server(), "DELETE", "faults");
    check_end_of_clients();
    check_tokens();
    check_all();
    return complaints_;
}

// Identities to work with, by calls that nothing disturbs.
void soak_round::set_up()
{
    control(stage_.server(), "POST", "reset", "{}");
    const std::string wanted = R"({"appId":")" + std::string(soak_call::application) + R"(","userId":")" +
                               std::string(soak_call::teams_user) + R"(","seconds":31536000})";
    entra_token_ = secret(control(stage_.server(), "POST", "entra-token", wanted).at("token").as_string());

    clients with;
    with.emplace_back(stage_.executor(), options());
    std::vector<std::shared_ptr<soak_call>> creating;
    while (creating.size() < 20 + calls_wanted_ / 8) {
        creating.push_back(std::make_shared<soak_call>(
            stage_, operation::create_user, name_ + "setup-" + std::to_string(creating.size())));
        creating.back()->start(with.front(), {}, entra_token_);
    }
    wait_for("the first identities", [&] {
        return std::all_of(
            creating.begin(), creating.end(), [](const auto& call) { return call->has_ended(); });
    });
    for (const auto& call : creating) {
        if (call->failure())
            throw std::runtime_error("before the storm: " + call->failure()->message());
        (users_.size() < 10 ? users_ : mortal_).push_back(call->created());
    }
    with.clear();
    check_end_of_clients();
}

client_options soak_round::options() const
{
    auto made = client_options::from_connection_string(stage_.server().connection_string()).value();
    return made.ca_file(stage_.server().ca_file()).time(stage_.time());
}

soak_round::clients soak_round::make_clients()
{
    const soak_pace pace = stage_.pace();
    client_options common = options().quota(quota_);
    common.response_timeout(pace.response_timeout).retry_base_delay(pace.retry_base);
    clients made;
    most_connections_ = 0;
    for (int i = 0; i < 3; ++i) {
        const std::size_t connections = 1 + random_.below(24);
        most_connections_ += connections;
        made.emplace_back(stage_.executor(), common.max_connections(connections));
    }
    return made;
}

// Starts so many calls, in bursts, until so many of all have ended.
void soak_round::walk(clients& with, std::size_t calls, std::size_t until_ended)
{
    const std::size_t wanted = calls_.size() + calls;
    change_faults();
    wait_for("the calls", [&] {
        for (std::size_t burst = random_.below(calls / 4 + 1); burst > 0 && calls_.size() < wanted; --burst)
            start_one(with);
        if (random_.chance(0.1))
            change_faults();
        for (int i = 0; i < 3; ++i) {
            const std::size_t unended = calls_.size() - first_unended_;
            if (unended == 0)
                break;
            const auto& call = calls_[first_unended_ + random_.below(unended)];
            if (call->is_to_be_cancelled() && !call->has_ended())
                call->cancel();
        }
        return calls_.size() == wanted && ended() >= until_ended;
    });
}

void soak_round::start_one(clients& with)
{
    // One of those that every api-version has.
    auto what = static_cast<operation>(random_.below(static_cast<std::size_t>(operation::delete_user) + 1));
    if (what == operation::delete_user && mortal_.empty())
        what = operation::get_token;
    communication_user user = users_[random_.below(users_.size())];
    if (what == operation::delete_user) {
        user = mortal_.back();
        mortal_.pop_back();
    }
    calls_.push_back(
        std::make_shared<soak_call>(stage_, what, name_ + std::to_string(calls_.size()), random_));
    auto client = with.begin();
    std::advance(client, static_cast<std::ptrdiff_t>(random_.below(with.size())));
    calls_.back()->start(*client, user, entra_token_);
}

void soak_round::change_faults()
{
    control(stage_.server(), "DELETE", "faults");
    control(stage_.server(), "POST", "faults", faults_.draw(random_));
}

void soak_round::wait_for(const char* what, const std::function<bool()>& condition)
{
    const auto limit = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > limit)
            throw std::runtime_error(std::string("the soak waits in vain for ") + what);
        stage_.step(random_);
    }
}

std::size_t soak_round::ended()
{
    while (first_unended_ < calls_.size() && calls_[first_unended_]->has_ended())
        ++first_unended_;
    const auto from = calls_.begin() + static_cast<std::ptrdiff_t>(first_unended_);
    return first_unended_ + static_cast<std::size_t>(std::count_if(
                                from, calls_.end(), [](const auto& call) { return call->has_ended(); }));
}

void soak_round::await_all()
{
    wait_for("the calls of a client that is gone", [&] { return ended() == calls_.size(); });
}

int soak_round::open_connections()
{
    const auto stats = control(stage_.server(), "GET", "stats");
    return stats.at("connections").at("open").to_number<int>();
}

// All calls have ended. What is open now is idle, and every client still works.
void soak_round::check_whole(clients& with)
{
    for (identity_client& client : with) {
        std::shared_ptr<soak_call> call;
        const int most = stage_.is_exact() ? 1 : 10; // real time may be short
        for (int tries = 0; tries < most && (!call || call->failure()); ++tries) {
            call = std::make_shared<soak_call>(
                stage_, operation::get_token, name_ + "whole-" + std::to_string(calls_.size()));
            calls_.push_back(call);
            call->start(client, users_.front(), entra_token_);
            wait_for("a call after the storm", [&] { return call->has_ended(); });
        }
        if (call->failure())
            complaints_.push_back("after the storm: " + call->failure()->message());
    }
    if (const int open = open_connections(); open > static_cast<int>(most_connections_))
        complaints_.push_back(
            std::to_string(open) + " connections are open, but only " + std::to_string(most_connections_) +
            " allowed");
}

void soak_round::check_end_of_clients()
{
    wait_for("the connections' end", [&] { return open_connections() == 0; });
    wait_for("the end of all waits", [&] { return stage_.pending_waits() == 0; });
}

// Every token is one of the identity and scope that were asked for.
void soak_round::check_tokens()
{
    std::vector<std::string> created;
    for (const auto& call : calls_) {
        if (!call->created().id().empty())
            created.push_back(call->created().id());
        if (call->token().token().empty())
            continue;
        const std::string asked = R"({"token":")" + std::string(call->token().token()) + R"("})";
        const auto claims = control(stage_.server(), "POST", "introspect", asked).at("claims");
        if (claims.is_null()) {
            complaints_.push_back(call->request_id() + ": what was given is no token");
            continue;
        }
        const std::string subject = "8:" + std::string(claims.at("skypeid").as_string());
        const std::string whose = call->creates() ? call->created().id()
                                  : call->operation() == operation::get_token_for_teams_user
                                      ? "8:orgid:" + std::string(soak_call::teams_user)
                                      : call->user().id();
        if (subject != whose)
            complaints_.push_back(call->request_id() + ": the token is one of " + subject + ", not " + whose);
        const std::string scopes(claims.at("acsScope").as_string());
        const bool of_teams = call->operation() == operation::get_token_for_teams_user;
        if (!of_teams && scopes != (call->scope() == scope::chat ? "chat" : "voip"))
            complaints_.push_back(call->request_id() + ": the token's scope is " + scopes);
    }
    std::sort(created.begin(), created.end());
    if (std::adjacent_find(created.begin(), created.end()) != created.end())
        complaints_.emplace_back("two calls were given the same identity");
}

void soak_round::check_all()
{
    const soak_journal journal(stage_.server());
    requests_ = journal.requests();
    for (const auto& call : calls_) {
        if (std::string wrong = call->complaint(); !wrong.empty())
            complaints_.push_back(std::move(wrong));
        journal.check(*call, lossy_ || !stage_.is_exact(), complaints_);
    }
    journal.check_totals(complaints_);
}

std::size_t soak_round::succeeded() const
{
    return static_cast<std::size_t>(
        std::count_if(calls_.begin(), calls_.end(), [](const auto& call) { return !call->failure(); }));
}
