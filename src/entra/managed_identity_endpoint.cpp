#include "entra/managed_identity_endpoint.hpp"

#include "wire/entra_answer.hpp"
#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

namespace {

using std::chrono::seconds;

// Besides those after which every request is repeated: while it is updated the endpoint doesn't know its own
// address (404) or says that it is gone (410); the others are the rest of the 5xx.
const std::vector<int>& also_transient()
{
    static const std::vector<int> statuses{404, 410, 501, 505, 506, 507, 508, 509, 510, 511};
    return statuses;
}

wire::request to(const wire::url& where, std::string_view method)
{
    constexpr std::string_view usual = "/metadata/identity/oauth2/token";
    wire::request made;
    made.method = method;
    made.target = where.target;
    if (where.target == usual)
        made.url_template = usual;
    made.also_transient = also_transient();
    return made;
}

} // namespace

persistence managed_identity_endpoint::patient()
{
    persistence how;
    how.deadline = seconds(120);
    how.connect_timeout = seconds(2);
    how.max_retries = 7;
    return how;
}

managed_identity_endpoint::managed_identity_endpoint(
    const surroundings& where, std::string_view url, std::string_view named_by)
{
    auto parsed = wire::parse_url(url, wire::plain_http::metadata);
    if (!parsed) {
        error_details details;
        details.summary = std::string(named_by) + " can't be used";
        details.what = parsed.error().details().what;
        details.next = "correct " + std::string(named_by) + ", which the machine's host sets, or unset it";
        broken_ = error(static_cast<errc>(parsed.error().code().value()), std::move(details));
        return;
    }
    url_ = std::move(*parsed);
    host_ = where.connect(url_->origin, patient());
    asked_.name = "the metadata endpoint (" + url_->origin.url() + ")";
    asked_.setting = "whether this machine has such an endpoint (its address: " + std::string(named_by) + ")";
    asked_.proxied = url_->origin.tls;
}

result<std::string> managed_identity_endpoint::resource_of(const entra_token_request& request)
{
    constexpr std::string_view suffix = "/.default";
    if (request.scopes().size() != 1 || request.scopes().front().empty())
        return wire::make_error(errc::invalid_argument, "a managed identity takes exactly one scope");
    std::string resource = request.scopes().front();
    if (resource.ends_with(suffix))
        resource.resize(resource.size() - suffix.size());
    return resource;
}

void managed_identity_endpoint::add(
    const managed_identity_id& identity, const parameters& names, wire::form& to)
{
    switch (identity.named_by()) {
    case managed_identity_id::naming::system_assigned:
        break;
    case managed_identity_id::naming::client_id:
        to.add(names.client_id, identity.value());
        break;
    case managed_identity_id::naming::object_id:
        to.add(names.object_id, identity.value());
        break;
    case managed_identity_id::naming::resource_id:
        to.add(names.resource_id, identity.value());
        break;
    }
}

wire::request managed_identity_endpoint::make_request(const wire::form& query) const
{
    if (!url_)
        return {};
    wire::request made = to(*url_, "GET");
    made.target = url_->with_query(query.text());
    return made;
}

wire::request managed_identity_endpoint::make_request(wire::wiping_string form) const
{
    if (!url_)
        return {};
    wire::request made = to(*url_, "POST");
    made.content_type = wire::form::content_type;
    made.body = std::move(form);
    return made;
}

boost::asio::awaitable<result<wire::response>> managed_identity_endpoint::send(wire::request request) const
{
    if (broken_)
        co_return *broken_;
    co_return co_await host_->send(std::move(request));
}

std::shared_ptr<exchanger> managed_identity_endpoint::connect(
    const surroundings& where, persistence how) const
{
    return url_ ? where.connect(url_->origin, how) : nullptr;
}

result<wire::issued_token> managed_identity_endpoint::read(const wire::response& answer)
{
    constexpr seconds long_life = std::chrono::hours(2);
    auto issued = wire::parse_entra_token(answer);
    if (!issued || issued->refresh_in)
        return issued;
    const auto life = issued->token.expires_on() - (answer.asked.utc + answer.asked.correction);
    if (life >= long_life)
        issued->refresh_in = life / 2;
    return issued;
}

boost::asio::awaitable<result<wire::issued_token>> managed_identity_endpoint::ask(wire::request request) const
{
    if (broken_)
        co_return *broken_;
    const auto answer = co_await send(std::move(request));
    if (!answer)
        co_return failed(answer.error());
    auto issued = read(*answer);
    if (!issued)
        co_return failed(issued.error());
    co_return issued;
}

} // namespace acs::entra
