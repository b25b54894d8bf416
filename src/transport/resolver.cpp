#include "transport/resolver.hpp"

#include "transport/event.hpp"
#include "wire/ascii.hpp"
#include "wire/decimal.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/system/errc.hpp>
#include <boost/system/system_error.hpp>
#include <new>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// A call that waits for a look-up.
struct resolver::waiter
{
    explicit waiter(const asio::any_io_executor& executor) : ready(executor) {}

    event ready;
};

// One look-up. All but the first two belong to the resolver's mutex.
struct resolver::flight
{
    flight(std::string name, boot_time now) : host(std::move(name)), since(now) {}

    const std::string host;
    const boot_time since;
    std::vector<std::shared_ptr<waiter>> waiters;
    bool finished = false;
    error_code ec;
    addresses found;
};

// A call's place among those that wait. Leaves with the coroutine, also if that is freed at the context's
// end: then nothing of the context stays with the resolver.
class resolver::seat
{
public:
    seat(resolver& owner, std::shared_ptr<flight> joined, std::shared_ptr<waiter> self)
        : owner_(owner), joined_(std::move(joined)), self_(std::move(self))
    {
        const std::lock_guard lock(owner_.mutex_);
        if (joined_->finished)
            self_->ready.set();
        else
            joined_->waiters.push_back(self_);
    }
    seat(const seat&) = delete;
    seat& operator=(const seat&) = delete;
    ~seat()
    {
        const std::lock_guard lock(owner_.mutex_);
        std::erase(joined_->waiters, self_);
    }

private:
    resolver& owner_;
    std::shared_ptr<flight> joined_;
    std::shared_ptr<waiter> self_;
};

namespace {

std::string in_lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), wire::to_lower);
    return text;
}

// `host` in lower case.
bool is_localhost(std::string_view host)
{
    if (host.ends_with('.'))
        host.remove_suffix(1);
    return host == "localhost" || host.ends_with(".localhost");
}

resolver::addresses without_look_up(const std::string& host)
{
    error_code not_numeric;
    const auto address = asio::ip::make_address(host, not_numeric);
    if (!not_numeric)
        return {address};
    if (is_localhost(host))
        return {asio::ip::address_v4::loopback(), asio::ip::address_v6::loopback()};
    return {};
}

address_list with_port(const resolver::addresses& found, const std::string& port)
{
    const auto number = static_cast<asio::ip::port_type>(wire::parse_decimal(port).value_or(0));
    address_list made;
    made.reserve(found.size());
    for (const auto& address : found)
        made.emplace_back(address, number);
    return made;
}

failure given_up(errc code, const std::string& host)
{
    failure made;
    made.code = code;
    made.what = "looking up " + host;
    return made;
}

failure not_found(error_code cause, const std::string& host)
{
    failure made;
    made.code = errc::host_not_found;
    made.cause = cause;
    made.what = host;
    return made;
}

} // namespace

resolver::resolver(std::shared_ptr<time_source> time, look_up_function look_up)
    : time_(std::move(time)), look_up_(std::move(look_up))
{}

void resolver::look_up_by_system(
    const asio::any_io_executor& executor, const std::string& host, look_up_done done)
{
    const auto system = std::make_shared<tcp::resolver>(executor);
    // No flags, so not AI_ADDRCONFIG: an address of a family without a route fails at once, and costs
    // nothing.
    system->async_resolve(
        host, std::string(),
        [system, done = std::move(done)](error_code ec, const tcp::resolver::results_type& results) {
            addresses found;
            for (const auto& entry : results)
                found.push_back(entry.endpoint().address());
            done(ec, std::move(found));
        });
}

asio::awaitable<boost::system::result<address_list, failure>> resolver::resolve(
    std::string host, std::string port, deadline& call, boot_time limit)
{
    const auto self = shared_from_this();
    host = in_lower_case(std::move(host));
    if (const addresses known = without_look_up(host); !known.empty())
        co_return with_port(known, port);

    const boot_time now = time_->now_boottime();
    std::shared_ptr<flight> joined;
    addresses stale;
    bool is_first = false;
    const bool may_wait = now < limit && !call.why();
    {
        const std::lock_guard lock(mutex_);
        host_entry& entry = hosts_[host];
        if (const addresses known = entry.known.fresh(now); !known.empty())
            co_return with_port(known, port);
        stale = entry.known.stale(now);
        if (may_wait)
            joined = entry.running.lock();
        if (may_wait && !joined) {
            is_first = true;
            joined = std::make_shared<flight>(host, now);
            entry.running = joined;
        }
    }
    if (joined) {
        const auto waiting = std::make_shared<waiter>(call.executor());
        const seat place(*this, joined, waiting);
        if (is_first)
            start(call.executor(), joined);
        const boot_time until =
            stale.empty() ? limit : std::min(limit, joined->since + cached_addresses::patience);
        deadline::step step(call, until, errc::connect_timeout, [raw = waiting.get()] { raw->ready.set(); });
        if (now < until)
            co_await waiting->ready.wait();
    }
    if (const auto ended = call.why())
        co_return given_up(*ended, host);
    error_code cause;
    bool finished = false;
    {
        const std::lock_guard lock(mutex_);
        if (joined && joined->finished) {
            if (!joined->found.empty())
                co_return with_port(joined->found, port);
            finished = true;
            cause = joined->ec;
        }
    }
    if (!stale.empty() && cause != asio::error::host_not_found)
        co_return with_port(stale, port);
    if (finished)
        co_return not_found(cause, host);
    co_return given_up(errc::connect_timeout, host);
}

void resolver::start(const asio::any_io_executor& executor, const std::shared_ptr<flight>& begun)
{
    error_code failed;
    try {
        look_up_(executor, begun->host, [weak = weak_from_this(), begun](error_code ec, addresses found) {
            // Without the resolver nobody waits: who does keeps it alive.
            if (const auto alive = weak.lock())
                alive->finish(*begun, ec, std::move(found));
        });
    } catch (const boost::system::system_error& error) { // no thread for it, for example
        failed = error.code();
    } catch (const std::bad_alloc&) {
        failed = boost::system::errc::make_error_code(boost::system::errc::not_enough_memory);
    }
    if (failed)
        finish(*begun, failed, addresses());
}

void resolver::finish(flight& ended, error_code ec, addresses found)
{
    std::vector<std::shared_ptr<waiter>> waiting;
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(ended.finished, true))
            return;
        if (ec)
            found.clear();
        ended.ec = !ec && found.empty() ? asio::error::no_data : ec;
        ended.found = found;
        host_entry& entry = hosts_[ended.host];
        entry.running.reset();
        const boot_time now = time_->now_boottime();
        if (found.empty())
            entry.known.failed(ec == asio::error::host_not_found, now);
        else
            entry.known.found(std::move(found), now);
        waiting.swap(ended.waiters);
    }
    for (const auto& next : waiting)
        next->ready.set();
}

bool resolver::knows(const std::string& host)
{
    const std::string name = in_lower_case(host);
    if (!without_look_up(name).empty())
        return true;
    const boot_time now = time_->now_boottime();
    const std::lock_guard lock(mutex_);
    const auto at = hosts_.find(name);
    return at != hosts_.end() && !at->second.known.fresh(now).empty();
}

void resolver::forget(const std::string& host)
{
    const boot_time now = time_->now_boottime();
    const std::lock_guard lock(mutex_);
    if (const auto at = hosts_.find(in_lower_case(host)); at != hosts_.end())
        at->second.known.forget(now);
}

} // namespace acs::transport
