#include "upstream.hpp"

#include "settings.hpp"
#include "state/state_folder.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <random>
#include <stdexcept>

namespace token_service {

namespace {

// The emulator allows what the operator says that the resource does.
void set_limits(acs::emulator& service, const call_limit& limit)
{
    constexpr double deletions = 500.0 / 30; // a second, as published
    const auto calls = static_cast<std::int64_t>(limit.calls);
    const boost::json::object wanted{
        {"limits",
         {{"get_token", calls},
          {"create_user_and_token", calls},
          {"delete_user", static_cast<std::int64_t>(deletions * limit.seconds) + 1}}},
        {"windowSeconds", limit.seconds}};
    const acs::control_reply reply = service.control("POST", "quotas", boost::json::serialize(wanted));
    if (reply.status != 200)
        throw std::runtime_error("the emulator doesn't take the limit: " + reply.body);
}

// The host's name means the same however it is written.
std::string lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    return text;
}

} // namespace

upstream::upstream(const settings& wanted, const state_folder& folder)
    : emulator_(make_emulator(wanted, folder)), options_(make_options(wanted, emulator_.get())),
      resource_(emulator_ ? "emulator" : lower_case(options_.endpoint()))
{}

std::unique_ptr<acs::emulator> upstream::make_emulator(const settings& wanted, const state_folder& folder)
{
    if (wanted.connection_string)
        return nullptr;
    acs::emulator_options options;
    // After a crash it has forgotten identities that users have. Nobody else may get one of these.
    options.seed(std::random_device()());
    options.state_dir(folder.file("emulator")).quotas(wanted.limit.has_value()).metadata(false);
    auto made = std::make_unique<acs::emulator>(options);
    if (wanted.limit)
        set_limits(*made, *wanted.limit);
    return made;
}

acs::client_options upstream::make_options(const settings& wanted, const acs::emulator* emulator)
{
    if (emulator) {
        auto made = acs::client_options::from_connection_string(emulator->connection_string());
        return made.value().ca_file(emulator->ca_file()).proxy("");
    }
    auto made = acs::client_options::from_connection_string(wanted.connection_string->reveal());
    if (!made)
        throw usage_error("COMMUNICATION_SERVICES_CONNECTION_STRING: " + made.error().message());
    if (!wanted.ca_file.empty() && !std::ifstream(wanted.ca_file))
        throw usage_error("--ca: '" + wanted.ca_file + "' can't be read");
    return made->ca_file(wanted.ca_file);
}

} // namespace token_service
