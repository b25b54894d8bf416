#ifndef EXAMPLES_TOKEN_SERVICE_SETTINGS_HPP
#define EXAMPLES_TOKEN_SERVICE_SETTINGS_HPP

#include "http/server_options.hpp"

#include <acs/quota.hpp>
#include <acs/scope.hpp>
#include <acs/secret.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace token_service {

/// The command line can't be used.
class usage_error : public std::invalid_argument
{
public:
    using std::invalid_argument::invalid_argument;
};

/// So many calls in so many seconds: what a resource allows.
struct call_limit
{
    double calls = 1000;
    double seconds = 30;
};

/// What the operator decides.
struct settings
{
    /// \throws usage_error
    static settings parse(std::span<const std::string_view> arguments);
    static std::string_view help();

    /// Nine tenths of the limit, as acs::quota::published takes of the published ones.
    acs::quota quota() const;
    bool has_demo_login() const { return demo_login.value_or(!connection_string); }

    bool wants_help = false;
    server_options server;
    std::size_t threads = 1;
    std::string state_dir; ///< empty: a temporary one
    std::string certificate;
    std::string private_key;
    std::string api_keys;
    std::string ca_file;
    std::string ready_file;
    std::optional<bool> demo_login;               ///< default: only with the emulator
    std::optional<acs::secret> connection_string; ///< from the environment; none: the emulator
    acs::scope_set scopes = acs::scope::chat | acs::scope::voip;
    std::optional<std::chrono::minutes> lifetime;   ///< default: the issuer's, 24 hours
    std::optional<call_limit> limit = call_limit(); ///< for tokens; none: no limit
    std::size_t max_waiting = 256;
    std::chrono::milliseconds drain_delay{0};
    std::chrono::milliseconds drain_timeout{10'000};
    std::chrono::seconds deadline{20}; ///< of a request that waits for the identity service
};

} // namespace token_service

#endif
