#include "fault_runner.hpp"

#include <string_view>

using namespace acs;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view application = "11111111-2222-3333-4444-555555555555";
constexpr std::string_view teams_user = "66666666-7777-8888-9999-000000000000";

} // namespace

fault_runner::fault_runner()
    : setting_up_(on_.context.get_executor(), on_.options().max_connections(1).idle_timeout(24h * 365))
{
    // The matrix takes days of virtual time.
    const std::string wanted = R"({"appId":")" + std::string(application) + R"(","userId":")" +
                               std::string(teams_user) + R"(","seconds":31536000})";
    entra_token_ = secret(on_.post("entra-token", wanted).at("token").as_string());
    on_.run(setting_up_.create_user()).value();
}

fault_runner::counts fault_runner::count()
{
    const auto stats = on_.get("stats");
    const auto number = [](const boost::json::value& value) {
        return value.to_number<int>();
    };
    return {
        number(stats.at("requests")), number(stats.at("connections").at("opened")),
        number(stats.at("connections").at("open")), number(stats.at("identities"))};
}

// Closing takes a few turns of both sides. Gives up after half a second (of real time).
void fault_runner::wait_for(const std::function<bool()>& condition)
{
    const auto limit = std::chrono::steady_clock::now() + 500ms;
    do {
        on_.server.control("GET", "clock"); // the emulator's turn
        on_.settle();
    } while (!condition() && std::chrono::steady_clock::now() < limit);
}

int fault_runner::wait_for_open(int wanted)
{
    int open = 0;
    wait_for([&] { return (open = count().open) == wanted; });
    return open;
}

void fault_runner::prepare(identity_client& client, const fault_cell& cell)
{
    switch (cell.connection()) {
    case connection_state::fresh:
        break;
    case connection_state::reused:
        on_.run(client.get_token(user_, scope::chat)).value();
        break;
    case connection_state::rested:
        on_.run(client.get_token(user_, scope::chat)).value();
        on_.clock->advance(3s);
        break;
    case connection_state::dropped:
        on_.fault(R"({"kind":"silent_close","times":1})");
        on_.run(client.get_token(user_, scope::chat)).value();
        wait_for_open(1);
        on_.server.control("DELETE", "faults");
        break;
    }
}

void fault_runner::install(const fault_cell& cell)
{
    on_.fault(cell.fault().json());
    if (cell.limit() == call_limit::too_short)
        on_.fault(R"({"kind":"delay","milliseconds":3000})");
    if (const auto ahead = cell.fault().clock_offset; ahead != 0s)
        on_.post("clock", R"({"offsetSeconds":)" + std::to_string(ahead.count()) + "}");
}

result<void> fault_runner::call(identity_client& client, const fault_cell& cell, const std::string& id)
{
    const auto only_error = [](const auto& finished) -> result<void> {
        if (finished)
            return {};
        return finished.error();
    };
    const call_options limits = call_options().deadline(cell.deadline()).request_id(id);
    switch (cell.operation()) {
    case operation::create_user:
        return only_error(on_.run_through_time(client.create_user(limits)));
    case operation::create_user_and_token:
        return only_error(on_.run_through_time(client.create_user_and_token(scope::chat, limits)));
    case operation::get_token:
        return only_error(on_.run_through_time(client.get_token(user_, scope::chat, limits)));
    case operation::get_token_for_teams_user:
        return only_error(on_.run_through_time(client.get_token_for_teams_user(
            entra_token_, std::string(application), std::string(teams_user), limits)));
    case operation::revoke_tokens:
        return on_.run_through_time(client.revoke_tokens(user_, limits));
    case operation::delete_user:
        return on_.run_through_time(client.delete_user(user_, limits));
    default: // not in the matrix
        break;
    }
    return errc::internal;
}

bool fault_runner::requests_are_of(const std::string& id, int count)
{
    const auto journal = on_.get("journal?last=" + std::to_string(count));
    for (const auto& entry : journal.at("entries").as_array())
        if (entry.at("requestId") != boost::json::value(id))
            return false;
    return true;
}

fault_observation fault_runner::run_cell(const fault_cell& cell)
{
    on_.post("reset", "{}");
    user_ = on_.run(setting_up_.create_user()).value();
    const std::string id = "cell-" + std::to_string(++cells_);

    fault_observation seen;
    {
        identity_client client(
            on_.context.get_executor(), on_.options().response_timeout(5s).retry_max_delay(1500ms));
        prepare(client, cell);
        install(cell);
        const counts before = count();
        const boot_time start = on_.clock->now_boottime();
        const auto finished = call(client, cell, id);
        seen.took = on_.clock->now_boottime() - start;
        if (!finished) {
            seen.outcome.error = static_cast<errc>(finished.error().code().value());
            seen.attempts = static_cast<int>(finished.error().attempts());
        }
        seen.outcome.left = wait_for_open(cell.expected().left + 1) - 1;
        const counts after = count();
        seen.outcome.requests = after.requests - before.requests;
        seen.outcome.opened = after.opened - before.opened;
        seen.created = after.identities - before.identities;
        seen.one_request_id = requests_are_of(id, seen.outcome.requests);
    }
    seen.never_closed = wait_for_open(1) - 1;
    wait_for([&] { return on_.clock->pending() == 0; });
    seen.never_ended = on_.clock->pending();
    return seen;
}
