#include "emulator/server/kept_files.hpp"

#include "emulator/signature/access_key.hpp"

namespace acs::emulation::kept_files {

secret choose_access_key(const emulator_options& options, const std::optional<state_directory>& folder)
{
    if (!options.access_key().empty())
        return options.access_key();
    if (folder && !folder->is_temporary()) {
        if (auto stored = folder->read(access_key_file_name)) {
            while (!stored->empty() && (stored->back() == '\n' || stored->back() == '\r'))
                stored->pop_back(); // an editor's
            secret key{*stored};
            using_file(*folder, access_key_file_name, [&] { check_access_key(key); });
            return key;
        }
    }
    return make_access_key();
}

certificate_authority choose_authority(const state_directory& folder)
{
    const auto certificate = folder.read(ca_file_name);
    const auto key = folder.read(ca_key_file_name);
    if (!certificate && !key)
        return certificate_authority();
    if (!certificate || !key)
        throw std::runtime_error(
            folder.path_of(certificate ? ca_file_name : ca_key_file_name) + " without " +
            folder.path_of(certificate ? ca_key_file_name : ca_file_name) +
            ": restore the other, or remove both to start anew");
    using_file(folder, ca_key_file_name, [&] { read_key(secret(*key)); });
    return using_file(
        folder, ca_file_name, [&] { return certificate_authority(*certificate, secret(*key)); });
}

key_ptr choose_server_key(const state_directory& folder)
{
    const auto key = folder.read(server_key_file_name);
    if (!key)
        return make_key();
    return using_file(folder, server_key_file_name, [&] { return read_key(secret(*key)); });
}

} // namespace acs::emulation::kept_files
