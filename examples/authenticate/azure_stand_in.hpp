#ifndef EXAMPLES_AUTHENTICATE_AZURE_STAND_IN_HPP
#define EXAMPLES_AUTHENTICATE_AZURE_STAND_IN_HPP

#include "self_signed_certificate.hpp"

#include <acs/emulator.hpp>
#include <acs/entra_options.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

// Everything that the credentials find in Azure or on a developer's machine: an emulator in this process, the
// files, the Azure CLI and the environment's variables. This process's own environment is not touched, and
// the credentials don't see it.
class azure_stand_in
{
public:
    azure_stand_in()
    {
        const self_signed_certificate app;
        write("app.pem", app.certificate() + app.key());
        write("token", text_member(control("federated-token", "{}"), "token"));
        write("az", azure_cli());
        std::filesystem::permissions(folder_ / "az", std::filesystem::perms::owner_all);
        control("entra", R"({"apps":[{"certificates":[")" + escaped(app.certificate()) + R"("]}]})");
        variables_ = {
            {"AZURE_AUTHORITY_HOST", emulator_.authority_host()},
            {"AZURE_TENANT_ID", emulator_.tenant_id()},
            {"AZURE_CLIENT_ID", emulator_.client_id()},
            {"AZURE_CLIENT_SECRET", std::string(emulator_.client_secret().reveal())},
            {"AZURE_CLIENT_CERTIFICATE_PATH", folder_ / "app.pem"},
            {"AZURE_FEDERATED_TOKEN_FILE", folder_ / "token"},
            {"AZURE_POD_IDENTITY_AUTHORITY_HOST", emulator_.metadata_endpoint()},
            {"PATH", folder_}};
    }
    azure_stand_in(const azure_stand_in&) = delete;
    azure_stand_in& operator=(const azure_stand_in&) = delete;
    ~azure_stand_in()
    {
        std::error_code nothing_can_be_done;
        std::filesystem::remove_all(folder_, nothing_can_be_done);
    }

    std::string endpoint() const { return emulator_.endpoint(); }
    std::string ca_file() const { return emulator_.ca_file(); }

    // The process's environment, for the credentials.
    acs::entra_options::environment_function environment() const
    {
        return [variables = variables_](const char* name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        };
    }

private:
    static std::filesystem::path make_folder()
    {
        std::string name = std::filesystem::temp_directory_path() / "authenticate-XXXXXX";
        if (!::mkdtemp(name.data()))
            throw std::runtime_error("can't make a temporary folder");
        return name;
    }

    void write(const char* name, std::string_view text) const
    {
        std::ofstream file(folder_ / name);
        if (!(file << text).flush())
            throw std::runtime_error("can't write " + (folder_ / name).string());
    }

    std::string control(const char* path, const std::string& json)
    {
        acs::control_reply reply = emulator_.control("POST", path, json);
        if (reply.status != 200)
            throw std::runtime_error("the emulator says: " + reply.body);
        return std::move(reply.body);
    }

    // A program `az` that gives out an application's token, or a person's for the scopes of clients.
    std::string azure_cli()
    {
        const std::string service = text_member(
            control("entra-token", R"({"audience":"https://communication.azure.com/"})"), "token");
        const std::string person = text_member(
            control(
                "entra-token", R"({"audience":"https://communication.azure.com/clients","appId":")" +
                                   emulator_.client_id() +
                                   R"(","userId":"32c0a5db-05ec-78ea-51ab-3f06b329397e"})"),
            "token");
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const auto expires = std::chrono::duration_cast<std::chrono::seconds>(now) + std::chrono::hours(1);
        return "#!/bin/sh\ncase \"$*\" in *clients*) token=" + person + ";; *) token=" + service +
               ";; esac\necho \"{\\\"accessToken\\\":\\\"$token\\\",\\\"expires_on\\\":" +
               std::to_string(expires.count()) + "}\"\n";
    }

    // Enough for the emulator's answers, in which these texts have no escapes.
    static std::string text_member(std::string_view json, const std::string& name)
    {
        const std::string before = '"' + name + "\":\"";
        const auto begin = json.find(before);
        if (begin == std::string_view::npos)
            throw std::runtime_error("the emulator's answer has no " + name);
        json.remove_prefix(begin + before.size());
        return std::string(json.substr(0, json.find('"')));
    }

    static std::string escaped(std::string_view text)
    {
        std::string result;
        for (const char c : text)
            result += c == '\n' ? std::string("\\n") : std::string(1, c);
        return result;
    }

    acs::emulator emulator_;
    std::filesystem::path folder_ = make_folder();
    std::map<std::string, std::string> variables_;
};

#endif
