#include "emulator/program/command_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <utility>

namespace acs::emulation {

namespace {

constexpr std::array<std::string_view, 10> names_with_value{
    "--port",        "--state-dir",       "--access-key", "--ready-file",       "--token-signing",
    "--token-bytes", "--clock-tolerance", "--seed",       "--certificate-host", "--metadata-port"};

constexpr std::uint32_t longest_token = 65'536;

template <class Number>
Number number_of(std::string_view name, std::string_view text, Number largest)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || number > largest)
        throw usage_error(
            std::string(name) + ": '" + std::string(text) + "' is not a number from 0 to " +
            std::to_string(largest));
    return number;
}

std::string not_empty(std::string_view name, std::string_view value)
{
    if (value.empty())
        throw usage_error(std::string(name) + " needs a value");
    return std::string(value);
}

token_signing signing_of(std::string_view name, std::string_view value)
{
    if (value == "rs256")
        return token_signing::rs256;
    if (value == "hs256")
        return token_signing::hs256;
    throw usage_error(std::string(name) + ": '" + std::string(value) + "' is neither rs256 nor hs256");
}

} // namespace

command_line::command_line(const std::vector<std::string_view>& arguments)
{
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (take_flag(argument))
            continue;
        const std::size_t equals = argument.find('=');
        const std::string_view name = argument.substr(0, equals);
        if (std::find(names_with_value.begin(), names_with_value.end(), name) == names_with_value.end())
            throw usage_error("unknown option '" + std::string(argument) + "'");
        if (equals != std::string_view::npos) {
            take_value(name, argument.substr(equals + 1));
        } else {
            if (++i == arguments.size())
                throw usage_error(std::string(name) + " needs a value");
            take_value(name, arguments[i]);
        }
    }
    if (!certificate_hosts_.empty())
        options_.certificate_hosts(certificate_hosts_);
}

bool command_line::take_flag(std::string_view name)
{
    if (name == "--help" || name == "-h")
        help_ = true;
    else if (name == "--version")
        version_ = true;
    else if (name == "--quotas")
        options_.quotas(true);
    else if (name == "--no-tls")
        options_.tls(false);
    else if (name == "--no-metadata")
        options_.metadata(false);
    else
        return false;
    return true;
}

void command_line::take_value(std::string_view name, std::string_view value)
{
    if (name == "--port")
        options_.port(number_of<std::uint16_t>(name, value, UINT16_MAX));
    else if (name == "--metadata-port")
        options_.metadata_port(number_of<std::uint16_t>(name, value, UINT16_MAX));
    else if (name == "--state-dir")
        options_.state_dir(not_empty(name, value));
    else if (name == "--access-key")
        options_.access_key(secret(not_empty(name, value)));
    else if (name == "--ready-file")
        ready_file_ = not_empty(name, value);
    else if (name == "--token-signing")
        options_.signing(signing_of(name, value));
    else if (name == "--token-bytes")
        options_.token_bytes(number_of<std::uint32_t>(name, value, longest_token));
    else if (name == "--clock-tolerance")
        options_.clock_tolerance(std::chrono::seconds(number_of<std::uint32_t>(name, value, UINT32_MAX)));
    else if (name == "--seed")
        options_.seed(number_of<std::uint64_t>(name, value, UINT64_MAX));
    else
        certificate_hosts_.push_back(not_empty(name, value));
}

std::string_view command_line::help()
{
    return R"(Usage: acs-emulator [OPTION...]
A stand-in for the identity service of Azure Communication Services, on the loopback interface.

  --port N                  listen on this port; 0, the default, takes any free one
  --state-dir DIR           keep certificates, access key and identities here across restarts
  --access-key BASE64       the resource's access key; default: the kept one, or a random one
  --ready-file FILE         when serving, write what is also the first line of output to FILE
  --token-signing rs256|hs256
                            how access tokens are signed: as the service does (the default), or cheaply
  --token-bytes N           access tokens are padded to at least this length; default 0
  --quotas                  enforce the service's published limits
  --clock-tolerance SECONDS how far a request's date may be off; default 300
  --seed N                  seed of identities and fault probabilities; default 1
  --no-tls                  serve plain HTTP
  --certificate-host NAME   host name or address in the certificate, may be repeated;
                            default: localhost, 127.0.0.1 and ::1
  --metadata-port N         port of the metadata endpoints (managed identities, plain HTTP); default: any free one
  --no-metadata             no metadata endpoints
  --help, --version

When it serves, its first line is a JSON object: endpoint, connectionString, accessKey, caFile, port, stateDir, pid,
authorityHost, tenantId, clientId, clientSecret, metadataEndpoint, identityHeader.
It ends on SIGTERM or SIGINT. Status: 0 ended as asked, 1 could not serve, 2 wrong options.
)";
}

} // namespace acs::emulation
