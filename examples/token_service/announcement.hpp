#ifndef EXAMPLES_TOKEN_SERVICE_ANNOUNCEMENT_HPP
#define EXAMPLES_TOKEN_SERVICE_ANNOUNCEMENT_HPP

#include <cstdint>
#include <string>

namespace acs {
class emulator;
}

namespace token_service {

struct settings;
class state_folder;
class tls_certificate;

/// Where the service is to be found, for people and for programs.
class announcement
{
public:
    announcement(
        const settings& wanted, std::uint16_t port, const tls_certificate& certificate,
        const state_folder& state, const acs::emulator* emulator);

    const std::string& text() const { return text_; }
    /// One JSON object, which contains the emulator's access key.
    const std::string& json() const { return json_; }

private:
    std::string text_;
    std::string json_;
};

} // namespace token_service

#endif
