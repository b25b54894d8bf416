#ifndef ACS_TESTS_EMULATOR_PEER_HPP
#define ACS_TESTS_EMULATOR_PEER_HPP

#include "emulator/service/service.hpp"

#include <boost/json.hpp>
#include <chrono>
#include <string>
#include <string_view>

/// A client of the emulator's rules, made by hand: signs with OpenSSL directly and owns the clock.
class emulator_peer
{
public:
    static constexpr std::string_view access_key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    static constexpr std::string_view resource = "2dee53b4-368b-45b4-ab52-8493fb117652";

    /// HS256, quotas off; Mon, 09 Jan 2023 17:55:58.1234567 GMT.
    emulator_peer();
    explicit emulator_peer(acs::emulation::service_settings settings);
    static acs::emulation::service_settings default_settings();

    /// An unsigned request with Host, and Content-Type if there is a body.
    acs::emulation::request plain(std::string method, std::string target, std::string body = {}) const;
    /// Adds date, content hash and signature.
    void sign(acs::emulation::request& out) const;
    acs::emulation::request signed_request(
        std::string method, std::string target, std::string body = {}) const;

    acs::emulation::reply send(const acs::emulation::request& out);
    /// Signs and sends to `path` with `version` as api-version.
    acs::emulation::reply call(std::string method, std::string path, std::string body = {});
    acs::emulation::reply post(std::string path, std::string body = {});

    acs::emulation::reply create(std::string body = {});
    std::string create_user();
    acs::emulation::reply issue(const std::string& id, std::string body = R"({"scopes":["chat","voip"]})");
    /// The issued token.
    std::string token(const std::string& id);
    acs::emulation::reply revoke(const std::string& id);
    acs::emulation::reply erase(const std::string& id);

    acs::emulation::reply control(std::string method, const std::string& path, std::string body = {});
    /// Posts a fault rule or several.
    void fault(std::string json);
    boost::json::object introspect(const std::string& token);
    boost::json::object stats();
    boost::json::object operation_stats(std::string_view operation);
    boost::json::object last_entry();

    acs::emulation::service rules;
    acs::wall_time now;
    std::chrono::nanoseconds signing_skew{};
    std::string host = "localhost:8080";
    std::string version = "2023-10-01";
};

std::string encoded(std::string_view id);
boost::json::object json_of(const acs::emulation::reply& answer);
std::string header(const acs::emulation::reply& answer, std::string_view name);
bool has_header(const acs::emulation::reply& answer, std::string_view name);
/// `code|message|target` of an error envelope.
std::string error_of(const acs::emulation::reply& answer);
/// The claims of a token, or its header.
boost::json::object token_part(const std::string& token, int part);
std::string text(const boost::json::value& value);

#endif
