#include "entra/imds_source.hpp"

#include "wire/ascii.hpp"
#include "wire/entra_answer.hpp"
#include "wire/make_error.hpp"
#include "wire/redaction.hpp"

#include <algorithm>
#include <utility>

namespace acs::entra {

namespace {

using wire::make_error;

constexpr const char* host_variable = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

std::string url_of(const surroundings& where)
{
    std::string host(wire::trim(where.variable(host_variable).value_or("http://169.254.169.254")));
    while (host.ends_with('/'))
        host.pop_back();
    return host + "/metadata/identity/oauth2/token";
}

bool contains_ignoring_case(std::string_view text, std::string_view part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end(), [](char a, char b) {
               return wire::to_lower(a) == wire::to_lower(b);
           }) != text.end();
}

// An error_reader. What it does differently: an identity that the machine doesn't have and the answers of
// proxies that stand in for the service are no failures, but say that there is nothing to be had here.
error read_imds_error(
    const wire::request& sent, const wire::response& answer, wall_time now,
    std::span<const std::string_view> secrets)
{
    // 7 attempts more, so far apart, last as long as the service may be gone while it is updated.
    constexpr std::chrono::milliseconds least_wait_while_gone = std::chrono::seconds(10);
    error why = wire::read_entra_error(sent, answer, now, secrets);
    error_details details = why.details();
    if (answer.status == 410) {
        details.retry_after =
            std::max(details.retry_after.value_or(least_wait_while_gone), least_wait_while_gone);
        return {static_cast<errc>(why.code().value()), std::move(details)};
    }
    const bool no_identity =
        answer.status == 400 && contains_ignoring_case(details.service.message, "Identity not found");
    const bool unreachable = answer.status == 403 && contains_ignoring_case(answer.body, "unreachable");
    if (!no_identity && !unreachable)
        return why;
    details.what = no_identity
                       ? "the metadata service says: " + details.service.message
                       : "the metadata service can't be reached: " + wire::redacted(answer.body, secrets);
    return {errc::credential_unavailable, std::move(details)};
}

// The metadata service's own refusals are JSON; a firewall's or a proxy's are not.
bool is_of_another(const error& why)
{
    return why == errc::not_the_service ||
           (why.http_status() == 403 && why.service().code.empty() && why.service().message.empty());
}

// Not the program's end, nor that of the one who waits.
bool is_silence(const error& why)
{
    return why.http_status() == 0 && !(why == errc::canceled) && !(why == errc::client_stopped);
}

} // namespace

imds_source::imds_source(const surroundings& where, managed_identity_id identity, bool probing)
    : identity_(std::move(identity)), endpoint_(where, url_of(where), host_variable)
{
    if (!probing)
        return;
    persistence hasty;
    hasty.deadline = std::chrono::seconds(10); // its first answer takes its time, if it is there
    hasty.connect_timeout = std::chrono::seconds(1);
    hasty.max_retries = 0;
    hasty.fixed = true; // patience is for a service that is there
    probe_ = endpoint_.connect(where, hasty);
}

boost::asio::awaitable<result<wire::issued_token>> imds_source::fetch(entra_token_request request)
{
    const auto resource = managed_identity_endpoint::resource_of(request);
    if (!resource)
        co_return resource.error();
    wire::form query;
    query.add("api-version", "2018-02-01").add("resource", *resource);
    managed_identity_endpoint::add(identity_, {"client_id", "object_id", "msi_res_id"}, query);
    wire::request made = endpoint_.make_request(query);
    made.headers.push_back({"Metadata", secret("true")});
    made.read_error = &read_imds_error;
    if (probe_ && !there_) {
        // The real request, so that nothing is asked twice where the service is.
        const auto answer = co_await probe_->send(made);
        const auto issued =
            answer ? managed_identity_endpoint::read(*answer) : result<wire::issued_token>(answer.error());
        if (issued) {
            there_ = true;
            co_return issued;
        }
        const error& why = issued.error();
        if (is_silence(why))
            co_return make_error(
                errc::credential_unavailable,
                "no metadata service answers at " + endpoint_.host() + " (" +
                    (why == errc::deadline_exceeded ? "it took too long" : why.code().message()) + ")");
        if (why == errc::credential_unavailable)
            co_return why;
        if (is_of_another(why))
            co_return make_error(
                errc::credential_unavailable,
                "what answers at " + endpoint_.host() + " is no metadata service");
        there_ = true;
        const int status = why.http_status();
        const auto& passing = made.also_transient;
        if (status < 500 && status != 408 && status != 429 &&
            std::find(passing.begin(), passing.end(), status) == passing.end())
            co_return endpoint_.failed(why);
    }
    co_return co_await endpoint_.ask(std::move(made));
}

} // namespace acs::entra
