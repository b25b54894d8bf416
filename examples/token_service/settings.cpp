#include "settings.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <map>
#include <thread>

namespace token_service {

namespace {

using setter = std::function<void(std::string_view)>;

double number(std::string_view text, double least, double most)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= least && value <= most))
        throw usage_error("is not a number in the range");
    return value;
}

template <class Whole>
auto whole(Whole least, Whole most)
{
    return [=](std::string_view text) {
        Whole value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
            throw usage_error(
                "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return value;
    };
}

std::chrono::minutes lifetime(std::string_view text)
{
    return std::chrono::minutes(whole(60, 1440)(text));
}

std::chrono::milliseconds time(std::string_view text)
{
    return std::chrono::milliseconds(static_cast<std::int64_t>(1000 * number(text, 0, 86'400)));
}

std::string file(std::string_view text)
{
    if (text.empty())
        throw usage_error("must not be empty");
    return std::string(text);
}

std::string address(std::string_view text)
{
    boost::system::error_code wrong;
    boost::asio::ip::make_address(text, wrong);
    if (wrong)
        throw usage_error("is no IP address");
    return std::string(text);
}

acs::scope_set scopes(std::string_view text)
{
    acs::scope_set made;
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(','));
        if (!one.empty())
            made.add(one);
        text.remove_prefix(std::min(one.size() + 1, text.size()));
    }
    if (made.empty())
        throw usage_error("names no scope, such as chat,voip");
    return made;
}

std::optional<call_limit> limit(std::string_view text)
{
    if (text == "none")
        return std::nullopt;
    const std::size_t slash = text.find('/');
    if (slash == text.npos)
        throw usage_error("is neither CALLS/SECONDS nor none");
    return call_limit{number(text.substr(0, slash), 2, 1e7), number(text.substr(slash + 1), 1, 86'400)};
}

bool switched(std::string_view text)
{
    if (text != "on" && text != "off")
        throw usage_error("is neither on nor off");
    return text == "on";
}

// How `to` gets its value from an option's text.
template <class Value, class Parse>
setter set(Value& to, Parse parse)
{
    return [&to, parse](std::string_view text) {
        to = parse(text);
    };
}

std::map<std::string_view, setter> setters(settings& of)
{
    return {
        {"--port", set(of.server.port, whole<std::uint16_t>(0, 65'535))},
        {"--address", set(of.server.address, address)},
        {"--threads", set(of.threads, whole<std::size_t>(1, 256))},
        {"--state-dir", set(of.state_dir, file)},
        {"--scopes", set(of.scopes, scopes)},
        {"--lifetime", set(of.lifetime, lifetime)},
        {"--certificate", set(of.certificate, file)},
        {"--private-key", set(of.private_key, file)},
        {"--api-keys", set(of.api_keys, file)},
        {"--ca", set(of.ca_file, file)},
        {"--ready-file", set(of.ready_file, file)},
        {"--demo-login", set(of.demo_login, switched)},
        {"--max-connections", set(of.server.max_connections, whole<std::size_t>(1, 1'000'000))},
        {"--max-waiting", set(of.max_waiting, whole<std::size_t>(0, 1'000'000))},
        {"--limit", set(of.limit, limit)},
        {"--drain-delay", set(of.drain_delay, time)},
        {"--drain-timeout", set(of.drain_timeout, time)},
    };
}

void check(const settings& made)
{
    if (made.certificate.empty() != made.private_key.empty())
        throw usage_error("--certificate and --private-key belong together");
    if (made.connection_string && made.state_dir.empty())
        throw usage_error("with a resource, --state-dir says where the users' identities are remembered");
}

} // namespace

settings settings::parse(std::span<const std::string_view> arguments)
{
    settings made;
    made.threads = std::max(1U, std::thread::hardware_concurrency());
    if (const char* const text = std::getenv("COMMUNICATION_SERVICES_CONNECTION_STRING"); text && *text)
        made.connection_string.emplace(text);
    const auto options = setters(made);
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        const std::string_view option = arguments[i];
        if (option == "--help" || option == "-h") {
            made.wants_help = true;
            return made;
        }
        const auto known = options.find(option);
        if (known == options.end())
            throw usage_error("there is no option " + std::string(option));
        if (i + 1 == arguments.size())
            throw usage_error(std::string(option) + " wants a value");
        try {
            known->second(arguments[i + 1]);
        } catch (const usage_error& wrong) {
            throw usage_error(
                std::string(option) + ": '" + std::string(arguments[i + 1]) + "' " + wrong.what());
        }
    }
    check(made);
    return made;
}

acs::quota settings::quota() const
{
    acs::quota_options options;
    if (!limit)
        return acs::quota::uniform(acs::unpublished_rate);
    // In any window no more than nine tenths: what comes steadily, and a burst of six hundredths.
    const double burst = std::max(1.0, 0.06 * limit->calls);
    const acs::rate rate{(0.9 * limit->calls - burst) / limit->seconds, burst};
    return acs::quota::custom(
        options.limit(acs::operation::get_token, rate).limit(acs::operation::create_user_and_token, rate));
}

std::string_view settings::help()
{
    return R"(token_service: gives signed-in users access tokens of Azure Communication Services.

  --port N               TCP port, 0 for any free one (8443)
  --address A            address to listen on (127.0.0.1)
  --threads N            threads that serve (one for each processor)
  --state-dir DIR        what outlasts a restart (a temporary folder; required with a resource)
  --scopes LIST          what the tokens permit (chat,voip)
  --lifetime MINUTES     of the tokens, 60 to 1440 (1440)
  --certificate FILE     PEM; with --private-key FILE (a self-signed one for localhost)
  --api-keys FILE        lines `KEY USER`, for the header X-API-Key
  --demo-login on|off    POST /login without a password (on with the emulator, else off)
  --max-connections N    (10000)
  --max-waiting N        requests that may wait for the identity service (256)
  --limit CALLS/SECONDS  the resource's limit for tokens, or none (1000/30)
  --drain-delay S        at the end: not ready, but still serving (0)
  --drain-timeout S      at the end: how long requests under way may take (10)
  --ready-file FILE      gets a JSON object when the service serves
  --ca FILE              authorities for the resource's certificate (SSL_CERT_FILE, the system's)

COMMUNICATION_SERVICES_CONNECTION_STRING names the resource. Without it an emulator in this process serves.
)";
}

} // namespace token_service
