#include "pipeline/user_agent.hpp"

#include "wire/ascii.hpp"

#include <acs/version.hpp>

#include <sys/utsname.h>

namespace acs::pipeline {

namespace {

constexpr std::size_t longest_application_id = 24;

void append_visible(std::string_view text, std::string& to)
{
    for (const char c : text)
        if (wire::is_visible(c) || c == ' ')
            to += c;
}

} // namespace

std::string make_user_agent(std::string_view application_id)
{
    std::string text;
    append_visible(wire::trim(application_id).substr(0, longest_application_id), text);
    if (!text.empty())
        text += ' ';
    text += "azsdk-cpp-communication-identity/" ACS_IDENTITY_VERSION " (";
    utsname system{};
    if (::uname(&system) == 0) {
        append_visible(system.sysname, text);
        text += ' ';
        append_visible(system.release, text);
        text += ' ';
        append_visible(system.machine, text);
        text += "; ";
    }
    text += "Cpp/" + std::to_string(__cplusplus) + ")";
    return text;
}

} // namespace acs::pipeline
