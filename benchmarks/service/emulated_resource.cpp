#include "service/emulated_resource.hpp"

#include <boost/json/parse.hpp>
#include <stdexcept>

std::vector<std::string> emulated_resource::options()
{
    return {"--token-bytes", "900", "--no-metadata"};
}

emulated_resource::emulated_resource() : emulator_(options()) {}

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
    https_caller caller(emulator_.port(), ca_file());
    auto reply = caller.call(method, std::string("/_emulator/") + path, body);
    if (reply.status != 200)
        throw std::runtime_error(std::string("acs-emulator refuses ") + path + ": " + reply.body);
    return reply;
}
