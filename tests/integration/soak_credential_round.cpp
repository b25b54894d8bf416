#include "soak_credential_round.hpp"

#include "soak_call.hpp"

#include <acs/bearer_credential.hpp>

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <numeric>
#include <stdexcept>
#include <utility>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

constexpr std::size_t most_credentials = 6;

// Of the person's program: lives shortly, so that a new one, which has the same text, is got now and then.
asio::awaitable<result<access_token>> show(soak_stage* stage, secret token)
{
    const auto life = 2 * stage->pace().longest_deadline;
    co_return access_token(std::move(token), stage->time()->now_utc() + life);
}

} // namespace

soak_credential_round::soak_credential_round(soak_stage& stage, std::uint64_t seed, std::size_t uses)
    : stage_(stage), random_(seed), uses_wanted_(uses), faults_(stage.pace(), true),
      name_("credential-" + std::to_string(seed) + "-"), cast_(stage.server(), name_)
{}

std::vector<std::string> soak_credential_round::run()
{
    std::vector<std::string> complaints;
    set_up();
    walk();
    end_all();
    for (const auto& one : former_)
        one->check(complaints);
    return complaints;
}

client_options soak_credential_round::options() const
{
    auto made = client_options::from_connection_string(stage_.server().connection_string()).value();
    made.ca_file(stage_.server().ca_file()).time(stage_.time()).proxy("");
    return made.response_timeout(stage_.pace().response_timeout).retry_base_delay(stage_.pace().retry_base);
}

void soak_credential_round::set_up()
{
    stage_.control("POST", "reset", "{}");
    client_.emplace(stage_.executor(), options());
    const auto creating =
        std::make_shared<soak_call>(stage_, soak_task{.what = operation::create_user}, name_ + "setup");
    creating->start(*client_, false);
    stage_.wait_for("the identity", random_, [&] { return creating->has_ended(); });
    if (creating->failure())
        throw std::runtime_error("before the storm: " + creating->failure()->message());
    user_ = creating->received();
}

std::unique_ptr<soak_credential> soak_credential_round::make_one()
{
    std::string name = name_ + std::to_string(++made_);
    if (random_.chance(0.3))
        return make_exchanging(std::move(name));
    return std::make_unique<soak_credential>(
        stage_, std::move(name),
        std::make_shared<soak_refresher>(stage_, *client_, user_, random_.below(1'000'000)), random_);
}

std::unique_ptr<soak_credential> soak_credential_round::make_exchanging(std::string name)
{
    const soak_task whose = cast_.draw_exchange(operation::get_token_for_entra_user, random_);
    const auto by = std::make_shared<bearer_credential>(
        bearer_credential::request_source([stage = &stage_, token = whose.entra_token](
                                              const entra_token_request&) { return show(stage, token); }));
    auto service = client_options::with_credential(stage_.server().endpoint(), by).value();
    service.ca_file(stage_.server().ca_file()).time(stage_.time()).proxy("");
    service.response_timeout(stage_.pace().response_timeout).retry_base_delay(stage_.pace().retry_base);
    service.deadline(stage_.pace().longest_deadline / 2);
    return std::make_unique<soak_credential>(
        stage_, std::move(name),
        communication_token_credential::from_entra(stage_.executor(), std::move(service)).value(),
        whose.object_id);
}

void soak_credential_round::walk()
{
    stage_.wait_for("the credentials' tokens", random_, [&] {
        act();
        return uses_ >= uses_wanted_ && ended() == uses_;
    });
}

void soak_credential_round::act()
{
    while (current_.size() < most_credentials)
        current_.push_back(make_one());
    if (random_.chance(0.05)) {
        stage_.control("DELETE", "faults");
        stage_.control("POST", "faults", faults_.draw(random_));
    }
    const std::size_t chosen = random_.below(current_.size());
    soak_credential& one = *current_[chosen];
    if (uses_ < uses_wanted_ && random_.chance(0.3)) {
        for (std::size_t burst = random_.below(8); burst > 0; --burst, ++uses_)
            one.use();
    }
    if (random_.chance(0.1))
        one.cancel_one(random_);
    if (random_.chance(0.01))
        one.stop(false);
    if (random_.chance(one.is_stopped() ? 0.1 : 0.01)) {
        one.stop(true);
        former_.push_back(std::move(current_[chosen]));
        current_.erase(current_.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
}

// Some are at work.
void soak_credential_round::end_all()
{
    for (const auto& one : current_)
        for (std::size_t burst = random_.below(4); burst > 0; --burst, ++uses_)
            one->use();
    while (!current_.empty()) {
        current_.back()->stop(true);
        former_.push_back(std::move(current_.back()));
        current_.pop_back();
    }
    stage_.wait_for("the uses of credentials that are gone", random_, [&] { return ended() == uses_; });
    stage_.control("DELETE", "faults");
    stage_.wait_for("the end of all refreshers", random_, [&] {
        return std::all_of(former_.begin(), former_.end(), [](const auto& one) { return one->is_quiet(); });
    });
    client_.reset();
    stage_.wait_for_end(random_);
}

std::size_t soak_credential_round::ended()
{
    std::size_t sum = 0;
    for (auto* list : {&current_, &former_})
        for (const auto& one : *list)
            sum += one->ended();
    return sum;
}

std::size_t soak_credential_round::succeeded() const
{
    return std::accumulate(
        former_.begin(), former_.end(), std::size_t(0),
        [](std::size_t sum, const auto& one) { return sum + one->succeeded(); });
}
