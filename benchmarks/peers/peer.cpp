#include "peers/peer.hpp"

#include "comparison/first_line.hpp"

#include <filesystem>

namespace {

const std::string scripts = BENCHMARKS_FOLDER;

} // namespace

const char* peer::python()
{
    return "/usr/bin/python3";
}

std::string peer::azure_core_version()
{
    return first_line({command::beside("bench_azure_core"), {"--version"}, {}, {}});
}

std::vector<peer> peer::all()
{
    return {
        {"client", "this library", kind::program},
        {"presigned", "Asio, one presigned request", kind::floor},
        {"hand_written", "Beast by hand", kind::program},
        {"bare_loop", "Beast by hand, no timeouts", kind::floor},
        {"curl", "libcurl multi, OpenSSL", kind::program},
        {"azure_core", "azure-core for C++", kind::program},
        {"javascript", "official JavaScript SDK", kind::javascript},
        {"python", "official Python SDK", kind::python},
    };
}

std::string peer::missing() const
{
    switch (kind_) {
    case kind::program:
    case kind::floor:
        // It isn't built with the others, and may be older than they are: then it can't say of what it was
        // built.
        if (name_ == "azure_core" && azure_core_version().empty())
            return "bench_azure_core is not built, or not anew (--azure-sdk CHECKOUT)";
        if (std::filesystem::exists(command::beside("bench_" + name_)))
            return "";
        return "bench_" + name_ + " is not built";
    case kind::javascript:
        if (first_line({"node", {"--version"}, {}, {}}).empty())
            return "there is no node";
        if (!std::filesystem::exists(scripts + "/javascript/node_modules/@azure/communication-identity"))
            return "the SDK is not installed (npm ci in benchmarks/javascript)";
        return "";
    case kind::python:
        if (first_line(
                {python(), {"-c", "import azure.communication.identity.aio, aiohttp; print(1)"}, {}, {}})
                .empty())
            return "the SDK is not installed (python3-azure)";
        return "";
    }
    return "";
}

command peer::start(const service_process& service, const std::vector<int>& processors) const
{
    switch (kind_) {
    case kind::program:
    case kind::floor:
        break;
    case kind::javascript:
        return {
            "node",
            {scripts + "/javascript/bench.mjs"},
            {{"NODE_EXTRA_CA_CERTS", service.ca_file()}},
            processors};
    case kind::python:
        return {python(), {"-B", "-W", "ignore", scripts + "/python/bench.py"}, {}, processors};
    }
    return {command::beside("bench_" + name_), {}, {}, processors};
}
