#include "service/emulated_resource.hpp"

#include <boost/json/parse.hpp>
#include <chrono>
#include <stdexcept>
#include <unistd.h>

namespace {

command emulator()
{
    return {
        command::beside("acs-emulator"),
        {"--token-signing", "hs256", "--token-bytes", "900", "--port", "0", "--no-metadata"},
        {},
        {static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)) - 1}};
}

} // namespace

emulated_resource::emulated_resource() : process_(emulator())
{
    const auto line = process_.read_line(std::chrono::seconds(60));
    if (!line)
        throw std::runtime_error("acs-emulator did not start");
    const auto ready = boost::json::parse(*line);
    connection_string_ = ready.at("connectionString").as_string();
    ca_file_ = ready.at("caFile").as_string();
    port_ = ready.at("port").to_number<std::uint16_t>();
}

void emulated_resource::enforce_quotas(bool enforced)
{
    control("POST", "quotas", enforced ? R"({"enabled":true})" : R"({"enabled":false})");
}

std::uint64_t emulated_resource::count(const char* status) const
{
    const auto stats = boost::json::parse(control("GET", "stats", {}).body);
    const auto& statuses = stats.at("operations").at("get_token").at("statuses").as_object();
    const auto* found = statuses.if_contains(status);
    return found == nullptr ? 0 : found->to_number<std::uint64_t>();
}

https_caller::reply emulated_resource::control(
    const char* method, const char* path, const std::string& body) const
{
    https_caller caller(port_, ca_file_);
    auto reply = caller.call(method, std::string("/_emulator/") + path, body);
    if (reply.status != 200)
        throw std::runtime_error(std::string("acs-emulator refuses ") + path + ": " + reply.body);
    return reply;
}
