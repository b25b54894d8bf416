#include "announcement.hpp"

#include "http/tls_certificate.hpp"
#include "settings.hpp"
#include "state/state_folder.hpp"

#include <acs/emulator.hpp>

#include <boost/json.hpp>
#include <unistd.h>

namespace token_service {

namespace {

// As a client of this machine writes it.
std::string host_of(const std::string& address)
{
    if (address == "0.0.0.0" || address == "::")
        return "localhost";
    return address.find(':') == address.npos ? address : "[" + address + "]";
}

boost::json::value describe(const acs::emulator* emulator)
{
    if (!emulator)
        return nullptr;
    return {
        {"endpoint", emulator->endpoint()},
        {"connectionString", emulator->connection_string()},
        {"caFile", emulator->ca_file()}};
}

} // namespace

announcement::announcement(
    const settings& wanted, std::uint16_t port, const tls_certificate& certificate, const state_folder& state,
    const acs::emulator* emulator)
{
    const std::string url = "https://" + host_of(wanted.server.address) + ":" + std::to_string(port);
    const bool self_signed = wanted.certificate.empty();
    text_ = "Serving at " + url + "\nState: " + state.path();
    text_ += state.is_temporary() ? " (removed at the end)\n" : "\n";
    text_ += emulator ? "Identities and tokens: an emulator in this process\n"
                      : "Identities and tokens: the resource\n";
    if (self_signed)
        text_ += "Certificate: self-signed, " + certificate.certificate_file() + "\n";
    if (wanted.has_demo_login() && self_signed)
        text_ += "Try: curl --cacert " + certificate.certificate_file() + " -d '{\"user\":\"ann\"}' " + url +
                 "/login\n     curl --cacert " + certificate.certificate_file() +
                 " -H 'Authorization: Bearer SESSION' " + url + "/token\n";
    const boost::json::object all{
        {"url", url},
        {"port", port},
        {"caFile", certificate.certificate_file()},
        {"stateDir", state.path()},
        {"pid", ::getpid()},
        {"emulator", describe(emulator)}};
    json_ = boost::json::serialize(all) + "\n";
}

} // namespace token_service
