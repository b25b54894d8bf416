#include "entra/azure_cli_source.hpp"

#include "entra/local_clock.hpp"
#include "wire/ascii.hpp"
#include "wire/azure_cli_answer.hpp"
#include "wire/credential_end.hpp"
#include "wire/make_error.hpp"
#include "wire/response.hpp"
#include "wire/token_expiry.hpp"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace acs::entra {

namespace {

using wire::make_error;

constexpr const char* not_found =
    "the Azure CLI (az) was not found in PATH; install it: https://aka.ms/azure-cli";

// No shell sees it; but it must be no option, and nothing that a wrapper in a shell's language would take
// apart.
bool is_argument(std::string_view text, std::string_view more)
{
    return !text.starts_with('-') && std::all_of(text.begin(), text.end(), [more](char c) {
        return wire::is_alphanumeric(c) || more.find(c) != std::string_view::npos;
    });
}

bool is_program(const std::string& path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

// Only absolute folders: what is found must not depend on the folder that the process is in.
std::optional<std::string> find_program(std::string_view folders, std::string_view name)
{
    while (!folders.empty()) {
        const std::string_view folder = folders.substr(0, folders.find(':'));
        folders.remove_prefix(std::min(folders.size(), folder.size() + 1));
        if (!folder.starts_with('/'))
            continue;
        std::string path(folder);
        path.append("/").append(name);
        if (is_program(path))
            return path;
    }
    return std::nullopt;
}

// What the CLI says if nobody has signed in, or has to again. If it names a scope, somebody has, and only
// lacks the consent.
bool wants_login(std::string_view words)
{
    const auto has = [words](std::string_view text) {
        return words.find(text) != std::string_view::npos;
    };
    return has("az account set") || (has("az login") && !has("az login --scope"));
}

error failure(const child_process::outcome& ended)
{
    const std::string words = wire::azure_cli_words(ended.errors);
    if (wants_login(words))
        return make_error(
            errc::credential_unavailable, "nobody is signed in with the Azure CLI; run `az login`: " + words);
    const int status = ended.status.value_or(0);
    std::string what = status < 0 ? "az was ended by signal " + std::to_string(-status)
                                  : "az ended with status " + std::to_string(status);
    if (!words.empty())
        what.append(": ").append(words);
    return make_error(errc::credential_failed, std::move(what));
}

// The code's own words are about the identity service.
error foreign_output(const error& why)
{
    error_details details = why.details();
    details.summary = "az printed something else than a token";
    details.next = "run `az account get-access-token` by hand, and see what it prints";
    return {static_cast<errc>(why.code().value()), std::move(details)};
}

error unfinished(const error& why)
{
    if (!(why == errc::deadline_exceeded))
        return why;
    error_details details = why.details();
    details.what.insert(0, "az: ");
    details.next = "run `az account get-access-token` by hand, and see what it waits for";
    return wire::credential_end(error(errc::deadline_exceeded, std::move(details)));
}

result<wire::issued_token> read_token(const child_process::outcome& ended, const wire::response& asked)
{
    if (ended.status.value_or(0) != 0)
        return failure(ended);
    const auto parsed = wire::parse_azure_cli_token(ended.output);
    if (!parsed)
        return ended.status ? foreign_output(parsed.error()) : failure(ended);
    const wall_time expires_on =
        parsed->expires_on ? *parsed->expires_on : from_local_clock(*parsed->expires_local);
    wire::issued_token made;
    made.token = access_token(parsed->text.reveal(), expires_on, wire::usable_until(expires_on, asked));
    if (made.token.usable_until() <= asked.asked.boot)
        return make_error(errc::credential_failed, "the token that az gave has expired");
    return made;
}

} // namespace

azure_cli_source::azure_cli_source(const surroundings& where, std::string tenant_id, std::string subscription)
    : where_(where), tenant_id_(std::move(tenant_id)), subscription_(std::move(subscription))
{}

result<std::vector<std::string>> azure_cli_source::command_for(const entra_token_request& request) const
{
    if (!is_argument(tenant_id_, ".-"))
        return make_error(
            errc::invalid_argument, "a tenant id has letters, digits, points and hyphens, and nothing else");
    if (!is_argument(subscription_, ".-_ "))
        return make_error(
            errc::invalid_argument,
            "a subscription has letters, digits, points, hyphens, underscores and blanks, and nothing else");
    if (request.scopes().size() != 1)
        return make_error(errc::invalid_argument, "az takes one scope");
    if (request.scopes().front().empty() || !is_argument(request.scopes().front(), ".-_:/"))
        return make_error(
            errc::invalid_argument, "a scope has letters, digits, points, hyphens, underscores, colons and "
                                    "slashes, and nothing else");
    if (!request.claims().empty())
        return make_error(
            errc::credential_failed, "the service wants a token with other claims; run `az login` again");
    auto program = find_program(where_.variable("PATH").value_or(""), "az");
    if (!program)
        return make_error(errc::credential_unavailable, not_found);
    std::vector<std::string> command{std::move(*program), "account", "get-access-token", "--output", "json"};
    command.insert(command.end(), {"--scope", request.scopes().front()});
    if (!tenant_id_.empty())
        command.insert(command.end(), {"--tenant", tenant_id_});
    if (!subscription_.empty())
        command.insert(command.end(), {"--subscription", subscription_});
    return command;
}

boost::asio::awaitable<result<wire::issued_token>> azure_cli_source::fetch(entra_token_request request)
{
    auto command = command_for(request);
    if (!command)
        co_return command.error();
    const auto time = where_.options.time();
    wire::response asked; // what the token's life is counted from
    asked.asked.boot = time->now_boottime();
    asked.asked.utc = time->now_utc();
    const child_process::limits most;
    const auto ended = co_await child_process::run(std::move(*command), most, time);
    if (!ended)
        co_return unfinished(ended.error());
    co_return read_token(*ended, asked);
}

} // namespace acs::entra
