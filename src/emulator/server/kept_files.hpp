#ifndef ACS_EMULATOR_KEPT_FILES_HPP
#define ACS_EMULATOR_KEPT_FILES_HPP

#include "emulator/server/certificate_authority.hpp"
#include "emulator/server/state_directory.hpp"

#include <acs/emulator.hpp>

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

/// What an emulator finds in its state folder, or makes if it isn't there.
namespace acs::emulation::kept_files {

inline constexpr std::string_view ca_file_name = "ca.pem";
inline constexpr std::string_view ca_key_file_name = "ca-key.pem";
inline constexpr std::string_view server_key_file_name = "server-key.pem";
inline constexpr std::string_view access_key_file_name = "access-key";
inline constexpr std::string_view service_file_name = "service.json";
inline constexpr std::string_view arc_key_file_name = "arc.key";

/// Runs a function that uses a file. One that cannot be used stops the start: putting a new one in its place
/// could destroy what somebody still needs.
template <class Use>
auto using_file(const state_directory& folder, std::string_view name, Use use)
{
    try {
        return use();
    } catch (const std::exception& failure) {
        throw std::runtime_error(
            folder.path_of(name) + " is damaged (" + failure.what() +
            "): restore it, or remove it to start anew");
    }
}

/// The key of the options, the kept one, or a new one.
secret choose_access_key(const emulator_options& options, const std::optional<state_directory>& folder);
certificate_authority choose_authority(const state_directory& folder);
key_ptr choose_server_key(const state_directory& folder);

} // namespace acs::emulation::kept_files

#endif
