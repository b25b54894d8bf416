#include "emulator/entra/entra_request.hpp"

#include "emulator/control/control_reader.hpp"
#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/iso_time.hpp"
#include "emulator/signature/digest.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>

namespace acs::emulation {

namespace {

namespace json = boost::json;

constexpr std::int64_t a_year = 86'400 * 365;

std::optional<guid> read_guid(control_reader& reader, std::string_view name)
{
    const auto text = reader.text(name);
    if (!text)
        return std::nullopt;
    const auto result = parse_guid(*text);
    if (!result)
        reader.fail(name, "must be a GUID");
    return result;
}

const json::array* read_list(control_reader& reader, std::string_view name)
{
    const auto* value = reader.take(name);
    if (value != nullptr && !value->is_array())
        reader.fail(name, "must be a list");
    return value == nullptr ? nullptr : &value->get_array();
}

void read_seconds(control_reader& reader, std::string_view name, std::chrono::seconds& into)
{
    if (const auto seconds = reader.integer(name, 1, a_year))
        into = std::chrono::seconds(*seconds);
}

void read_secrets(control_reader& reader, app_registration& app)
{
    const json::array* list = read_list(reader, "secrets");
    if (list == nullptr)
        return;
    app.secrets.clear();
    for (const json::value& one : *list) {
        if (!one.is_string() || one.get_string().empty())
            reader.fail("secrets", "must be a list of texts that are not empty");
        app.secrets.emplace_back(one.get_string());
    }
}

void read_certificates(control_reader& reader, app_registration& app)
{
    const json::array* list = read_list(reader, "certificates");
    if (list == nullptr)
        return;
    app.certificates.clear();
    for (const json::value& one : *list) {
        try {
            app.certificates.emplace_back(one.is_string() ? std::string_view(one.get_string()) : "");
        } catch (const std::invalid_argument& failure) {
            reader.fail("certificates", std::string("has one that can't be used: ") + failure.what());
        }
    }
}

federated_credential read_federated(const json::value& source)
{
    control_reader reader(source, "a federated credential");
    federated_credential result;
    result.issuer = reader.text("issuer").value_or(std::string(federated_tokens::usual_issuer));
    result.subject = reader.text("subject").value_or(std::string(federated_tokens::usual_subject));
    result.audience = reader.text("audience").value_or(std::string(federated_tokens::usual_audience));
    reader.refuse_the_rest();
    return result;
}

void read_app(entra_directory& directory, entra_directory::registrations& into, const json::value& source)
{
    control_reader reader(source, "an app");
    const guid tenant = read_guid(reader, "tenantId").value_or(directory.tenant());
    const guid client = read_guid(reader, "clientId").value_or(directory.client());
    app_registration& app = entra_directory::app(into, tenant, client);
    read_secrets(reader, app);
    read_certificates(reader, app);
    if (const json::array* list = read_list(reader, "federatedCredentials")) {
        app.federated.clear();
        for (const json::value& one : *list)
            app.federated.push_back(read_federated(one));
    }
    const bool removed = reader.boolean("removed").value_or(false);
    reader.refuse_the_rest();
    if (removed)
        std::erase_if(into.apps, [&](const app_registration& one) {
            return one.tenant == tenant && one.client == client;
        });
}

managed_identity read_identity(const json::value& source)
{
    control_reader reader(source, "a managed identity");
    const auto client = read_guid(reader, "clientId");
    if (!client)
        reader.fail("clientId", "is missing");
    managed_identity result;
    result.client = *client;
    result.object = read_guid(reader, "objectId").value_or(*client);
    result.resource = reader.text("resourceId").value_or("");
    result.system_assigned = reader.boolean("systemAssigned").value_or(false);
    reader.refuse_the_rest();
    return result;
}

json::object app_json(const app_registration& app)
{
    json::array certificates;
    for (const app_certificate& one : app.certificates)
        certificates.push_back(
            json::object{{"thumbprint", upper_hex(one.thumbprint())}, {"keyType", one.key_type()}});
    json::array federated;
    for (const federated_credential& one : app.federated)
        federated.push_back(
            json::object{{"issuer", one.issuer}, {"subject", one.subject}, {"audience", one.audience}});
    return {{"tenantId", to_string(app.tenant)},       {"clientId", to_string(app.client)},
            {"objectId", to_string(app.object)},       {"secrets", app.secrets.size()},
            {"certificates", std::move(certificates)}, {"federatedCredentials", std::move(federated)}};
}

// A number of seconds, or a word for none and for Entra's own way.
void read_refresh_in(control_reader& reader, entra_directory::registrations& into)
{
    const auto* value = reader.take("refreshIn");
    if (value == nullptr)
        return;
    if (value->is_string() && equal_ignoring_case(value->get_string(), "auto"))
        into.refresh_in.reset();
    else if (value->is_string() && equal_ignoring_case(value->get_string(), "none"))
        into.refresh_in = std::chrono::seconds(0);
    else if (value->is_int64() && value->get_int64() > 0 && value->get_int64() <= a_year)
        into.refresh_in = std::chrono::seconds(value->get_int64());
    else
        reader.fail("refreshIn", "must be a number of seconds, 'auto' or 'none'");
}

} // namespace

json::value entra_json(const entra_directory& directory)
{
    const auto& current = directory.current;
    json::array apps;
    for (const app_registration& one : current.apps)
        apps.push_back(app_json(one));
    json::array identities;
    for (const managed_identity& one : current.identities)
        identities.push_back(json::object{
            {"clientId", to_string(one.client)},
            {"objectId", to_string(one.object)},
            {"resourceId", one.resource},
            {"systemAssigned", one.system_assigned}});
    json::value refresh = "auto";
    if (current.refresh_in)
        refresh =
            current.refresh_in->count() == 0 ? json::value("none") : json::value(current.refresh_in->count());
    return json::object{
        {"tenantId", to_string(directory.tenant())},
        {"clientId", to_string(directory.client())},
        {"tokenLifetimeSeconds", current.app_token_lifetime.count()},
        {"managedIdentityLifetimeSeconds", current.identity_token_lifetime.count()},
        {"refreshIn", std::move(refresh)},
        {"apps", std::move(apps)},
        {"managedIdentities", std::move(identities)}};
}

json::value change_entra(entra_directory& directory, const json::value& body)
{
    control_reader reader(body, "the Entra request");
    entra_directory::registrations changed = directory.current;
    read_seconds(reader, "tokenLifetimeSeconds", changed.app_token_lifetime);
    read_seconds(reader, "managedIdentityLifetimeSeconds", changed.identity_token_lifetime);
    read_refresh_in(reader, changed);
    if (const json::array* apps = read_list(reader, "apps"))
        for (const json::value& one : *apps)
            read_app(directory, changed, one);
    if (const json::array* identities = read_list(reader, "managedIdentities")) {
        changed.identities.clear();
        for (const json::value& one : *identities)
            changed.identities.push_back(read_identity(one));
    }
    reader.refuse_the_rest();
    directory.current = std::move(changed);
    return entra_json(directory);
}

json::value make_federated_token(entra_directory& directory, const json::value& body, wall_time now)
{
    control_reader reader(body, "the federated token request");
    federated_credential about;
    about.issuer = reader.text("issuer").value_or(std::string(federated_tokens::usual_issuer));
    about.subject = reader.text("subject").value_or(std::string(federated_tokens::usual_subject));
    about.audience = reader.text("audience").value_or(std::string(federated_tokens::usual_audience));
    const auto seconds = reader.integer("seconds", -a_year, a_year).value_or(3600);
    const auto start = reader.integer("notBeforeSeconds", -a_year, a_year).value_or(0);
    reader.refuse_the_rest();
    const auto whole = std::chrono::floor<std::chrono::seconds>(now);
    const wall_time expires = whole + std::chrono::seconds(seconds);
    return json::object{
        {"token", directory.federation.mint(about, now, whole + std::chrono::seconds(start), expires)},
        {"issuer", about.issuer},
        {"subject", about.subject},
        {"audience", about.audience},
        {"expiresOn", format_expires_on(expires)}};
}

} // namespace acs::emulation
