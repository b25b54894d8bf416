#include "peers/run_record.hpp"

#include "comparison/machine_record.hpp"
#include "peers/first_line.hpp"

#include <boost/json/parse.hpp>
#include <exception>
#include <fstream>
#include <sstream>
#include <string>

namespace {

const std::string scripts = BENCHMARKS_FOLDER;

// What follows the key in the first line that begins with it.
std::string value_in(const std::string& file, const std::string& key, char separator)
{
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(key)) {
            const auto at = line.find_first_not_of(" \t", line.find(separator, key.size()) + 1);
            return at == std::string::npos ? "" : line.substr(at);
        }
    return "";
}

// "libcurl/7.88.1" of "libcurl/7.88.1 OpenSSL/..." and the like: what is between the name and the next blank.
std::string word_after(const std::string& text, const std::string& name)
{
    const auto at = text.find(name);
    if (at == std::string::npos)
        return "";
    const auto begin = at + name.size();
    return text.substr(begin, text.find(' ', begin) - begin);
}

std::string javascript_sdk()
{
    std::ifstream file(scripts + "/javascript/node_modules/@azure/communication-identity/package.json");
    std::ostringstream text;
    text << file.rdbuf();
    try {
        return std::string(boost::json::parse(text.str()).at("version").as_string());
    } catch (const std::exception&) {
        return "";
    }
}

std::string azure_core(const std::string& checkout)
{
    const std::string file = checkout + "/sdk/core/azure-core/src/private/package_version.hpp";
    const auto part = [&](const char* name) {
        return value_in(file, std::string("#define AZURE_CORE_VERSION_") + name, ' ');
    };
    const std::string major = part("MAJOR");
    return major.empty() ? "" : major + "." + part("MINOR") + "." + part("PATCH");
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
    const std::string node = first_line({"node", {"--version"}, {}, {}});
    put("node", node.substr(node.starts_with('v') ? 1 : 0));
    put("@azure/communication-identity", javascript_sdk());
    const char* const python = "/usr/bin/python3";
    put("python", word_after(first_line({python, {"--version"}, {}, {}}), "Python "));
    const char* const ask = "from azure.communication.identity._version import VERSION; print(VERSION)";
    put("azure-communication-identity (python)", first_line({python, {"-W", "ignore", "-c", ask}, {}, {}}));
    put("libcurl",
        word_after(first_line({command::beside("bench_curl"), {"--version"}, {}, {}}), "libcurl/"));
    if (!options.azure_sdk.empty())
        put("azure-core-cpp", azure_core(options.azure_sdk));
    made["rounds"] = options.rounds;
    made["seconds_per_run"] = options.seconds_per_run;
    return made;
}
