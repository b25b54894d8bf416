#include "peers/run_record.hpp"

#include "comparison/first_line.hpp"
#include "comparison/machine_record.hpp"
#include "comparison/node_versions.hpp"
#include "comparison/service_process.hpp"
#include "peers/peer.hpp"

#include <string>

namespace {

// "libcurl/7.88.1" of "libcurl/7.88.1 OpenSSL/..." and the like: what is between the name and the next blank.
std::string word_after(const std::string& text, const std::string& name)
{
    const auto at = text.find(name);
    if (at == std::string::npos)
        return "";
    const auto begin = at + name.size();
    return text.substr(begin, text.find(' ', begin) - begin);
}

} // namespace

boost::json::object run_record(const peers_options& options)
{
    boost::json::object made = machine_record();
    auto& versions = made["versions"].as_object();
    const auto put = [&](const char* name, const std::string& version) {
        if (!version.empty())
            versions[name] = version;
    };
    add_node_versions(versions, "javascript", {"@azure/communication-identity"});
    const char* const python = peer::python();
    put("python", word_after(first_line({python, {"--version"}, {}, {}}), "Python "));
    const char* const ask = "from azure.communication.identity._version import VERSION; print(VERSION)";
    put("azure-communication-identity (python)", first_line({python, {"-W", "ignore", "-c", ask}, {}, {}}));
    const char* const ask_aiohttp = "import aiohttp; print(aiohttp.__version__)";
    put("aiohttp", first_line({python, {"-W", "ignore", "-c", ask_aiohttp}, {}, {}}));
    put("libcurl",
        word_after(first_line({command::beside("bench_curl"), {"--version"}, {}, {}}), "libcurl/"));
    put("azure-core-cpp", peer::azure_core_version());
    made["rounds"] = options.rounds;
    made["token_bytes"] = service_process().token_bytes();
    made["seconds_per_run"] = options.seconds_per_run;
    return made;
}
