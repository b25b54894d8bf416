#include "soak_round.hpp"

#include "soak_journal.hpp"
#include "soak_tokens.hpp"

#include <acs/client_secret_credential.hpp>

#include <algorithm>
#include <iterator>
#include <stdexcept>

using namespace acs;

namespace {

// Has all operations.
constexpr const char* preview = "2025-03-02-preview";

} // namespace

soak_round::soak_round(soak_stage& stage, std::uint64_t seed, std::size_t calls)
    : stage_(stage), random_(seed), calls_wanted_(calls), lossy_(random_.chance(0.5)),
      faults_(stage.pace(), lossy_),
      quota_(
          random_.chance(0.5) ? quota()
                              : quota::uniform(rate{static_cast<double>(calls) * stage.pace().quota, 100})),
      name_("soak-" + std::to_string(seed) + "-"), cast_(stage.server(), name_)
{}

std::vector<std::string> soak_round::run()
{
    set_up();
    {
        clients with = make_clients();
        walk(with, calls_wanted_, calls_wanted_);
        stage_.control("DELETE", "faults");
        check_whole(with);
    }
    stage_.wait_for_end(random_);
    {
        // Destroyed while calls are in all their places. Some come to an end before.
        const std::size_t more = calls_wanted_ / 4;
        clients with = make_clients();
        walk(with, more, ended() + random_.below(more));
        for (const auto& call : calls_)
            call->client_goes();
    }
    await_all();
    stage_.control("DELETE", "faults");
    stage_.wait_for_end(random_);
    check_all();
    return complaints_;
}

// Identities to work with, by calls that nothing disturbs.
void soak_round::set_up()
{
    stage_.control("POST", "reset", "{}");
    const std::string seconds = std::to_string(stage_.pace().entra_token_life.count());
    stage_.control("POST", "entra", R"({"tokenLifetimeSeconds":)" + seconds + "}");
    clients with;
    with.push_back({identity_client(stage_.executor(), options(nullptr)), false});
    std::vector<std::shared_ptr<soak_call>> creating;
    for (const soak_task& task : cast_.introduction(10 + calls_wanted_ / 8)) {
        creating.push_back(
            std::make_shared<soak_call>(stage_, task, name_ + "setup-" + std::to_string(creating.size())));
        creating.back()->start(with.front().calls, false);
    }
    stage_.wait_for("the first identities", random_, [&] {
        return std::all_of(
            creating.begin(), creating.end(), [](const auto& call) { return call->has_ended(); });
    });
    for (const auto& call : creating) {
        if (call->failure())
            throw std::runtime_error("before the storm: " + call->failure()->message());
        cast_.add(call->task(), call->received());
    }
    with.clear();
    stage_.wait_for_end(random_);
}

// \param by null: the access key
client_options soak_round::options(std::shared_ptr<credential> by) const
{
    emulator& server = stage_.server();
    auto made = by ? client_options::with_credential(server.endpoint(), std::move(by)).value()
                   : client_options::from_connection_string(server.connection_string()).value();
    return made.ca_file(server.ca_file()).time(stage_.time()).proxy("").api_version(preview);
}

// One for several clients. It gives up before the calls that wait for it do.
std::shared_ptr<credential> soak_round::make_credential() const
{
    const soak_pace pace = stage_.pace();
    emulator& server = stage_.server();
    entra_options how;
    how.authority_host(server.authority_host()).ca_file(server.ca_file()).time(stage_.time()).proxy("");
    how.retry_base_delay(pace.retry_base).deadline(4 * pace.response_timeout);
    return std::make_shared<client_secret_credential>(
        stage_.executor(), server.tenant_id(), server.client_id(), server.client_secret(), how);
}

soak_round::clients soak_round::make_clients()
{
    const soak_pace pace = stage_.pace();
    const auto by_entra = make_credential();
    clients made;
    most_connections_ = 1; // of the credential
    for (int i = 0; i < 4; ++i) {
        const std::size_t connections = 1 + random_.below(24);
        most_connections_ += connections;
        client_options chosen = options(i % 2 == 0 ? nullptr : by_entra).quota(quota_);
        chosen.response_timeout(pace.response_timeout).retry_base_delay(pace.retry_base);
        made.push_back({identity_client(stage_.executor(), chosen.max_connections(connections)), i % 2 != 0});
    }
    return made;
}

// Starts so many calls, in bursts, until so many of all have ended.
void soak_round::walk(clients& with, std::size_t calls, std::size_t until_ended)
{
    const std::size_t wanted = calls_.size() + calls;
    change_faults();
    stage_.wait_for("the calls", random_, [&] {
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
    calls_.push_back(std::make_shared<soak_call>(
        stage_, cast_.draw(random_), name_ + std::to_string(calls_.size()), random_));
    auto by = with.begin();
    std::advance(by, static_cast<std::ptrdiff_t>(random_.below(with.size())));
    calls_.back()->start(by->calls, by->by_entra);
}

void soak_round::change_faults()
{
    stage_.control("DELETE", "faults");
    stage_.control("POST", "faults", faults_.draw(random_));
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
    stage_.wait_for("the calls of a client that is gone", random_, [&] { return ended() == calls_.size(); });
}

// All calls have ended. What is open now is idle, and every client still works.
void soak_round::check_whole(clients& with)
{
    for (client& one : with) {
        std::shared_ptr<soak_call> call;
        // Real time may be short, and a credential heeds what Entra ID has asked for.
        const int most = stage_.is_exact() && !one.by_entra ? 1 : 10;
        for (int tries = 0; tries < most && (!call || call->failure()); ++tries) {
            if (call)
                stage_.pass(2 * stage_.pace().retry_after);
            call = std::make_shared<soak_call>(
                stage_, cast_.easy_task(), name_ + "whole-" + std::to_string(calls_.size()));
            calls_.push_back(call);
            call->start(one.calls, one.by_entra);
            stage_.wait_for("a call after the storm", random_, [&] { return call->has_ended(); });
        }
        if (call->failure())
            complaints_.push_back("after the storm: " + call->failure()->message());
    }
    if (const int open = stage_.open_connections(); open > static_cast<int>(most_connections_))
        complaints_.push_back(
            std::to_string(open) + " connections are open, but only " + std::to_string(most_connections_) +
            " allowed");
}

void soak_round::check_all()
{
    soak_tokens tokens(stage_.server());
    soak_journal journal(stage_.server());
    requests_ = journal.requests();
    for (const auto& call : calls_) {
        if (std::string wrong = call->complaint(); !wrong.empty())
            complaints_.push_back(std::move(wrong));
        journal.check(*call, lossy_ || !stage_.is_exact(), complaints_);
        tokens.check(*call, complaints_);
    }
    journal.check_totals(complaints_);
}

std::size_t soak_round::succeeded() const
{
    return static_cast<std::size_t>(
        std::count_if(calls_.begin(), calls_.end(), [](const auto& call) { return !call->failure(); }));
}
