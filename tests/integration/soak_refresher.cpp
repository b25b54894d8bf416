#include "soak_refresher.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <utility>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

// From the beginning of the coroutine to its end, whichever that is.
class soak_refresher::visit
{
public:
    explicit visit(std::shared_ptr<soak_refresher> of)
        : of_(std::move(of)), entered_(of_->stage_.time()->now_boottime()), what_(of_->enter())
    {}
    visit(const visit&) = delete;
    visit& operator=(const visit&) = delete;
    ~visit() { of_->leave(entered_); }

    const plan& what() const { return what_; }
    boot_time entered() const { return entered_; }

private:
    const std::shared_ptr<soak_refresher> of_;
    const boot_time entered_;
    const plan what_;
};

soak_refresher::soak_refresher(
    soak_stage& stage, identity_client& client, communication_user user, std::uint64_t seed)
    : stage_(stage), client_(client), user_(std::move(user)), random_(seed)
{}

communication_token_credential::refresher soak_refresher::function()
{
    return [self = shared_from_this()] {
        return refresh(self);
    };
}

asio::awaitable<result<access_token>> soak_refresher::refresh(std::shared_ptr<soak_refresher> self)
{
    const visit here(self);
    const plan& what = here.what();
    const auto executor = co_await asio::this_coro::executor;
    if (what.deaf)
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    for (std::size_t i = 0; i < what.turns; ++i)
        co_await asio::post(executor, asio::use_awaitable);
    if (what.result == outcome::exception)
        throw std::runtime_error("the refresher is broken");
    const call_options options = call_options().deadline(what.patience).max_retries(1);
    const auto got = co_await self->client_.get_token(self->user_, scope::chat, options);
    if (!got)
        co_return got.error();
    co_return self->dress(*got, here);
}

soak_refresher::plan soak_refresher::enter()
{
    const boot_time now = stage_.time()->now_boottime();
    const std::lock_guard lock(mutex_);
    ++calls_;
    if (++running_ > 1 && !disturbed_)
        complaints_.emplace_back("was called a second time while it was at work");
    if (stage_.is_exact() && now < due_)
        complaints_.emplace_back("was called though the token was young");
    plan made;
    if (random_.chance(0.2))
        made.result = static_cast<outcome>(1 + random_.below(3));
    made.deaf = random_.chance(0.1);
    made.turns = random_.below(4);
    made.patience =
        random_.between(stage_.pace().longest_deadline / 1000, stage_.pace().longest_deadline / 3);
    made.life = random_.between(stage_.pace().longest_deadline / 1000, 20 * stage_.pace().longest_deadline);
    return made;
}

void soak_refresher::leave(boot_time entered)
{
    const auto took = stage_.time()->now_boottime() - entered;
    const std::lock_guard lock(mutex_);
    --running_;
    if (took >= stage_.pace().longest_deadline / 6) // the credential's deadline: it went on without this one
        disturbed_ = true;
}

access_token soak_refresher::dress(const access_token& token, const visit& during)
{
    const auto life = during.what().result == outcome::expired ? -1ns : during.what().life;
    const auto time = stage_.time();
    const std::string text(during.what().result == outcome::nothing ? "" : token.token());
    const std::lock_guard lock(mutex_);
    given_.emplace(text, during.entered());
    return access_token(text, time->now_utc() + life, time->now_boottime() + life);
}

void soak_refresher::disturb()
{
    const std::lock_guard lock(mutex_);
    disturbed_ = true;
}

bool soak_refresher::has_given(std::string_view token) const
{
    const std::lock_guard lock(mutex_);
    return !token.empty() && given_.find(token) != given_.end();
}

// It is due 10 minutes before its end, or halfway from when it was asked for, if it lives shorter.
void soak_refresher::was_used(const access_token& token)
{
    const boot_time until = token.usable_until();
    const std::lock_guard lock(mutex_);
    const auto given = given_.find(token.token());
    if (given == given_.end() || until <= newest_until_)
        return;
    newest_until_ = until;
    const auto life = until - given->second;
    due_ = life > 10min ? until - 10min : until - life / 2;
}

std::size_t soak_refresher::calls() const
{
    const std::lock_guard lock(mutex_);
    return calls_;
}

std::size_t soak_refresher::running() const
{
    const std::lock_guard lock(mutex_);
    return running_;
}

std::vector<std::string> soak_refresher::complaints() const
{
    const std::lock_guard lock(mutex_);
    return complaints_;
}
