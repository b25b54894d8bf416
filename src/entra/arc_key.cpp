#include "entra/arc_key.hpp"

#include "entra/small_file.hpp"
#include "wire/ascii.hpp"
#include "wire/make_error.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace acs::entra {

namespace {

constexpr std::size_t most_bytes = 4096;

error refuse(std::string what)
{
    return wire::make_error(errc::credential_failed, "Azure Arc's challenge: " + std::move(what));
}

// The path, if it is one that may be read.
result<std::string> path_of(std::string_view challenge, const std::string& folder)
{
    constexpr std::string_view scheme = "Basic ";
    constexpr std::string_view parameter = "realm=";
    constexpr std::string_view ending = ".key";
    if (!wire::starts_with_ignoring_case(challenge, scheme))
        return refuse("it is missing, or not of the scheme Basic");
    std::string_view path = wire::trim(challenge.substr(scheme.size()));
    if (!wire::starts_with_ignoring_case(path, parameter))
        return refuse("it names no file");
    path.remove_prefix(parameter.size());
    if (path.size() >= 2 && path.front() == '"' && path.back() == '"')
        path = path.substr(1, path.size() - 2);
    const std::string_view name = path.substr(std::min(path.size(), folder.size() + 1));
    if (!path.starts_with(folder) || path.substr(folder.size(), 1) != "/" || name.size() <= ending.size() ||
        !name.ends_with(ending) || name.find('/') != std::string_view::npos ||
        !std::all_of(name.begin(), name.end(), wire::is_visible))
        return refuse("it names a file that is none of " + folder + "/*.key, so it is not read");
    return std::string(path);
}

} // namespace

result<secret> read_arc_key(std::string_view challenge, const std::string& folder)
{
    const auto path = path_of(challenge, folder);
    if (!path)
        return path.error();
    std::error_code unknown; // then reading says why
    if (std::filesystem::is_symlink(*path, unknown))
        return refuse("the file " + *path + " is a link, so it is not read");
    const auto content =
        read_small_file(*path, most_bytes, "Azure Arc's key file (readable for the group himds)");
    if (!content)
        return content.error();
    const std::string_view key = wire::trim(content->reveal());
    if (key.empty())
        return refuse("the file " + *path + " is empty");
    return secret(key);
}

} // namespace acs::entra
