#include "emulator/service/service.hpp"

#include "emulator/faults/fault_effects.hpp"
#include "emulator/protocol/decisions.hpp"
#include "emulator/protocol/response_headers.hpp"
#include "emulator/protocol/route.hpp"
#include "emulator/service/control_interface.hpp"
#include "emulator/service/entra_service.hpp"
#include "emulator/service/resource_state.hpp"
#include "emulator/service/snapshot.hpp"

#include <algorithm>
#include <utility>

namespace acs::emulation {

namespace {

// A header value must be one line of printable ASCII.
std::string header_text(std::string_view text)
{
    constexpr std::size_t longest = 4000;
    std::string result(text.substr(0, longest));
    std::replace_if(
        result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return result;
}

} // namespace

class service::state
{
public:
    explicit state(const service_settings& settings)
        : resource(settings), control(resource), identity_provider(resource, settings.tls, settings.seed),
          headers(settings.seed)
    {
        resource.directory.arc_key_file = settings.arc_key_file;
    }

    reply handle(const request& received, wall_time civil);

    resource_state resource;

private:
    /// What is known about a request before it is judged.
    struct incoming
    {
        const request& received;
        const request_target& target;
        route way;
        request_body body;
        drawn_faults faults;
        wall_time now;
    };
    struct outcome
    {
        response answer;
        bool announces_versions = true;
        std::string reason; ///< for the journal
    };

    std::optional<entra_tokens::entra_claims> admit(const incoming& in);
    api_version version_of(const incoming& in) const;
    outcome judge(const incoming& in);
    outcome refuse(const service_error& error, const incoming& in) const;

    control_interface control;
    entra_service identity_provider;
    response_headers headers;
};

reply service::state::handle(const request& received, wall_time civil)
{
    const request_target target(received.target);
    if (control_interface::concerns(target))
        return {control.handle(received, target, civil), {}};
    if (entra_service::concerns(received, target))
        return identity_provider.handle(received, target, resource.now(civil));

    incoming in{received, target, find_route(received.method, target), {}, {}, resource.now(civil)};
    const bool too_large = received.body.size() > decisions::largest_body;
    if (in.way.reads_body && !too_large)
        in.body = request_body(received);
    if (in.way.op == operation::create_user && in.body.creates_token())
        in.way.op = operation::create_user_and_token;

    resource.counts.arrived(in.way.op, received.connection, in.now);
    journal::entry& entry = resource.log.record(received, in.way.op, in.now);
    in.faults = resource.faults.draw(in.way.op, resource.entra.bearer(received.headers));

    outcome result = judge(in);
    reply out{std::move(result.answer), {}};
    out.how.chunked = out.answer.status >= 300 || issues_token(in.way.op);
    const bool announces = result.announces_versions && in.way.known_path;
    headers.add(out.answer, received, announces ? std::optional(in.way.versions) : std::nullopt, in.now);
    entry.reason = journal::shortened(result.reason);
    if (!in.faults.empty()) {
        apply_faults(in.faults, out, in.now);
        entry.faults = in.faults.names();
        if (out.answer.status == 401 && entry.reason.empty())
            entry.reason = "fault";
    }
    const auto cut = out.how.cut;
    const bool silent = cut == delivery::cut::hang || cut == delivery::cut::reset_before ||
                        cut == delivery::cut::close_before;
    entry.status = silent ? 0 : out.answer.status;
    resource.counts.answered(in.way.op, entry.status);
    return out;
}

// Everything before the operation itself. Each call that gets as far as here counts against the quota. The
// claims are those of the user's token, where it is the user who is let in.
std::optional<entra_tokens::entra_claims> service::state::admit(const incoming& in)
{
    if (!in.way.known_path)
        throw decisions::unknown_path(in.target.path);
    if (in.way.op == operation::other)
        throw decisions::wrong_method(in.received.method, in.way.allow);
    if (in.received.body.size() > decisions::largest_body)
        throw decisions::body_too_large();
    std::optional<entra_tokens::entra_claims> user;
    if (in.way.opens == route::key::service)
        resource.gate.check(in.received, in.target, in.now);
    else
        user = resource.gate.check_user(
            in.received,
            in.way.opens == route::key::entra_user ? user_token_kind::communication_clients
                                                   : user_token_kind::teams,
            in.now);
    resource.limits.admit(in.way.op, in.now);
    return user;
}

api_version service::state::version_of(const incoming& in) const
{
    const auto named = in.target.query("api-version");
    if (named.size() > 1)
        throw decisions::ambiguous_version();
    const std::string name = named.empty() ? std::string() : named.front();
    const auto version = parse_api_version(name);
    if (!version || !in.way.versions.contains(*version))
        throw decisions::unsupported_version(
            in.received.headers.find("Host").value_or(""), in.target.path, name);
    return *version;
}

service::state::outcome service::state::judge(const incoming& in)
{
    outcome result;
    try {
        const auto user = admit(in);
        if (in.faults.execute()) {
            const operation_call call{in.way, version_of(in), in.body, user, in.faults.token(), in.now};
            operation_result done = resource.carry_out(call);
            result.answer.status = done.status;
            result.answer.body = std::move(done.body);
            if (issues_token(in.way.op))
                resource.counts.token_issued();
        }
    } catch (const service_error& error) {
        result = refuse(error, in);
    }
    if (!in.faults.execute() || in.faults.replace_answer()) {
        // What the service thinks of the request doesn't show.
        result.answer = response();
        result.announces_versions = true;
    }
    return result;
}

service::state::outcome service::state::refuse(const service_error& error, const incoming& in) const
{
    outcome result;
    result.announces_versions = error.announces_versions;
    result.reason = error.reason.empty() ? error.code + ": " + error.message : error.reason;
    response& answer = result.answer;
    answer.status = error.status;
    answer.body = error_envelope(error);
    if (error.status == 401) {
        answer.headers.add(
            "WWW-Authenticate",
            std::string(
                in.way.opens == route::key::service ? decisions::authentication_schemes
                                                    : decisions::user_authentication_schemes));
        answer.headers.add("x-emulator-reason", header_text(result.reason));
    }
    if (!error.allow.empty())
        answer.headers.add("Allow", error.allow);
    if (error.retry_in)
        add_retry_after(answer.headers, resource.limits.current().retry_after, *error.retry_in, in.now);
    return result;
}

service::service(service_settings settings) : state_(std::make_unique<state>(settings)) {}

service::~service() = default;

reply service::handle(const request& received, wall_time now)
{
    return state_->handle(received, now);
}

const entra_directory& service::directory() const
{
    return state_->resource.directory;
}

void service::connection_opened(std::uint64_t connection)
{
    state_->resource.counts.connection_opened(connection);
}

void service::connection_closed(std::uint64_t connection)
{
    state_->resource.counts.connection_closed(connection);
}

std::string service::save() const
{
    return save_snapshot(state_->resource);
}

void service::load(const std::string& json)
{
    load_snapshot(state_->resource, json);
}

} // namespace acs::emulation
