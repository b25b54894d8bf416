#include "soak_credential.hpp"

#include <algorithm>
#include <utility>

using namespace acs;

namespace {

communication_token_credential_options options(soak_stage& stage, soak_random& random)
{
    communication_token_credential_options made;
    made.time(stage.time()).deadline(stage.pace().longest_deadline / 6);
    made.refresh_proactively(random.chance(0.5));
    return made;
}

} // namespace

soak_credential::soak_credential(
    soak_stage& stage, std::string name, std::shared_ptr<soak_refresher> by, soak_random& random)
    : stage_(stage), name_(std::move(name)), limit_(stage.pace().longest_deadline / 6),
      refresher_(std::move(by)), credential_(std::make_unique<communication_token_credential>(
                                     stage.executor(), refresher_->function(), options(stage, random)))
{}

// The Entra token is at hand; the exchange has the client's deadline.
soak_credential::soak_credential(
    soak_stage& stage, std::string name, communication_token_credential exchanging, std::string object_id)
    : stage_(stage), name_(std::move(name)), limit_(stage.pace().longest_deadline),
      object_id_(std::move(object_id)),
      credential_(std::make_unique<communication_token_credential>(std::move(exchanging)))
{}

void soak_credential::use()
{
    if (!credential_)
        return;
    uses_.push_back(std::make_shared<soak_use>(
        stage_, name_ + "-" + std::to_string(uses_.size()), limit_,
        [by = refresher_](const access_token& token) {
            if (by)
                by->was_used(token);
        }));
    if (stopped_)
        uses_.back()->is_late();
    uses_.back()->start(credential_->get_token());
}

void soak_credential::cancel_one(soak_random& random)
{
    if (ended() == uses_.size())
        return;
    const auto& chosen = uses_[first_unended_ + random.below(uses_.size() - first_unended_)];
    if (chosen->has_ended())
        return;
    if (refresher_)
        refresher_->disturb();
    chosen->cancel();
}

void soak_credential::stop(bool destroy)
{
    for (const auto& use : uses_)
        if (!stopped_)
            use->credential_stops();
    stopped_ = true;
    if (destroy)
        credential_.reset();
    else if (credential_)
        credential_->stop();
}

std::size_t soak_credential::ended()
{
    while (first_unended_ < uses_.size() && uses_[first_unended_]->has_ended())
        ++first_unended_;
    const auto from = uses_.begin() + static_cast<std::ptrdiff_t>(first_unended_);
    return first_unended_ + static_cast<std::size_t>(std::count_if(
                                from, uses_.end(), [](const auto& use) { return use->has_ended(); }));
}

std::size_t soak_credential::succeeded() const
{
    return static_cast<std::size_t>(
        std::count_if(uses_.begin(), uses_.end(), [](const auto& use) { return use->succeeded(); }));
}

void soak_credential::check(std::vector<std::string>& complaints) const
{
    if (refresher_)
        for (const std::string& wrong : refresher_->complaints())
            complaints.push_back(name_ + "'s refresher " + wrong);
    for (const auto& use : uses_) {
        if (std::string wrong = use->complaint(); !wrong.empty())
            complaints.push_back(std::move(wrong));
        if (use->succeeded())
            check_owner(*use, complaints);
    }
}

void soak_credential::check_owner(const soak_use& use, std::vector<std::string>& complaints) const
{
    if (refresher_) {
        if (!refresher_->has_given(use.token().token()))
            complaints.push_back(use.name() + " got a token that isn't its refresher's");
        return;
    }
    const std::string asked = R"({"token":")" + std::string(use.token().token()) + R"("})";
    const auto claims = stage_.control("POST", "introspect", asked).at("claims");
    if (claims.is_null() || !claims.at("skypeid").as_string().ends_with(object_id_))
        complaints.push_back(use.name() + " got a token that isn't its person's");
}
