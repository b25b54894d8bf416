#include "peers/peer.hpp"

#include "peers/first_line.hpp"

#include <filesystem>

namespace {

const std::string scripts = BENCHMARKS_FOLDER;
const char* const python =
    "/usr/bin/python3"; // Debian's packages are for this one, not for the first of PATH

} // namespace

std::vector<peer> peer::all()
{
    return {
        {"client", "this library", kind::program},
        {"presigned", "Asio, one presigned request", kind::program},
        {"hand_written", "Beast by hand", kind::program},
        {"bare_loop", "Beast by hand, no timeouts", kind::program},
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
        if (std::filesystem::exists(command::beside("bench_" + name_)))
            return "";
        if (name_ == "azure_core")
            return "bench_azure_core is not built (--azure-sdk CHECKOUT)";
        return "bench_" + name_ + " is not built";
    case kind::javascript:
        if (first_line({"node", {"--version"}, {}, {}}).empty())
            return "there is no node";
        if (!std::filesystem::exists(scripts + "/javascript/node_modules/@azure/communication-identity"))
            return "the SDK is not installed (npm ci in benchmarks/javascript)";
        return "";
    case kind::python:
        if (first_line({python, {"-c", "import azure.communication.identity.aio, aiohttp; print(1)"}, {}, {}})
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
        break;
    case kind::javascript:
        return {
            "node",
            {scripts + "/javascript/bench.mjs"},
            {{"NODE_EXTRA_CA_CERTS", service.ca_file()}},
            processors};
    case kind::python:
        return {python, {"-B", "-W", "ignore", scripts + "/python/bench.py"}, {}, processors};
    }
    return {command::beside("bench_" + name_), {}, {}, processors};
}
