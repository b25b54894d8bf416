#ifndef EXAMPLES_TOKEN_SERVICE_UPSTREAM_HPP
#define EXAMPLES_TOKEN_SERVICE_UPSTREAM_HPP

#include <acs/client_options.hpp>
#include <acs/emulator.hpp>

#include <memory>
#include <string>

namespace token_service {

struct settings;
class state_folder;

/// Where identities and tokens come from: the resource that the connection string names, or an emulator in
/// this process.
class upstream
{
public:
    /// \throws usage_error for a connection string that can't be used; what acs::emulator throws.
    upstream(const settings& wanted, const state_folder& folder);

    const acs::client_options& options() const { return options_; }

    /// Whose identities and tokens these are, the same in the next run: the endpoint. An emulator's has
    /// another port each time, so it goes by a name.
    const std::string& resource() const { return resource_; }

    /// Null if it is a real resource.
    const acs::emulator* emulator() const { return emulator_.get(); }

private:
    static std::unique_ptr<acs::emulator> make_emulator(const settings& wanted, const state_folder& folder);
    static acs::client_options make_options(const settings& wanted, const acs::emulator* emulator);

    std::unique_ptr<acs::emulator> emulator_;
    acs::client_options options_;
    std::string resource_;
};

} // namespace token_service

#endif
