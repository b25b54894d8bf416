#include "fault_runner.hpp"

using namespace acs;
using namespace std::chrono_literals;

namespace {

// Has all operations.
constexpr const char* preview = "2025-03-02-preview";

} // namespace

fault_runner::fault_runner()
    : setting_up_(
          on_.context.get_executor(),
          on_.options().api_version(preview).max_connections(1).idle_timeout(24h * 365)),
      caller_(on_, setting_up_)
{}

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

fault_runner::counts fault_runner::wait_for_open(int wanted)
{
    counts now;
    wait_for([&] { return (now = count()).open == wanted; });
    return now;
}

void fault_runner::prepare(identity_client& client, const fault_cell& cell)
{
    if (cell.connection() == connection_state::fresh)
        return;
    if (cell.connection() == connection_state::dropped) {
        on_.fault(R"({"kind":"silent_close","times":1})");
        caller_.use(client);
        wait_for_open(1);
        remove_faults();
    } else if (!connected_) {
        caller_.use(client);
    }
    if (cell.connection() == connection_state::rested)
        on_.clock->advance(3s);
}

void fault_runner::remove_faults()
{
    on_.server.control("DELETE", "faults");
}

void fault_runner::install(const fault_cell& cell)
{
    on_.fault(cell.fault().json());
    if (cell.limit() == call_limit::too_short)
        on_.fault(R"({"kind":"delay","milliseconds":3000})");
    if (const auto ahead = cell.fault().clock_offset; ahead != 0s)
        on_.post("clock", R"({"offsetSeconds":)" + std::to_string(ahead.count()) + "}");
}

bool fault_runner::requests_are_of(const std::string& id, int count)
{
    const auto journal = on_.get("journal?last=" + std::to_string(count));
    for (const auto& entry : journal.at("entries").as_array())
        if (entry.at("requestId") != boost::json::value(id))
            return false;
    return true;
}

fault_observation fault_runner::run_cell(identity_client& client, const fault_cell& cell)
{
    const std::string id = "cell-" + std::to_string(++cells_);
    caller_.renew(cell.operation());
    prepare(client, cell);
    install(cell);
    const counts before = count();
    const boot_time start = on_.clock->now_boottime();
    const auto finished =
        caller_.call(client, cell.operation(), call_options().deadline(cell.deadline()).request_id(id));
    fault_observation seen;
    seen.took = on_.clock->now_boottime() - start;
    if (!finished) {
        seen.outcome.error = static_cast<errc>(finished.error().code().value());
        seen.attempts = static_cast<int>(finished.error().attempts());
    }
    const counts after = wait_for_open(cell.expected().left + 1);
    seen.outcome.left = after.open - 1;
    seen.outcome.requests = after.requests - before.requests;
    seen.outcome.opened = after.opened - before.opened;
    seen.created = after.identities - before.identities;
    seen.one_request_id = requests_are_of(id, seen.outcome.requests);
    connected_ = seen.outcome.left == 1;
    return seen;
}

std::vector<fault_observation> fault_runner::run_row(std::span<const fault_cell> row)
{
    on_.post("reset", "{}");
    caller_.set_up(row.front().operation());
    connected_ = false;
    std::vector<fault_observation> seen;
    {
        client_options options = on_.options().response_timeout(5s).retry_max_delay(1500ms);
        if (row.front().operation().is_newer())
            options.api_version(preview);
        identity_client client(on_.context.get_executor(), std::move(options));
        for (const fault_cell& cell : row) {
            seen.push_back(run_cell(client, cell));
            remove_faults();
            seen.back().wrong_after = caller_.look_after(cell.operation(), !seen.back().outcome.error);
        }
    }
    seen.back().never_closed = wait_for_open(1).open - 1;
    wait_for([&] { return on_.clock->pending() == 0; });
    seen.back().never_ended = on_.clock->pending();
    return seen;
}
