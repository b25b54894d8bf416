#include "wire/target.hpp"

#include "wire/percent_encoding.hpp"

namespace acs::wire {

std::string target(std::string_view path, std::string_view version)
{
    std::string text;
    text.reserve(path.size() + version.size() + 32);
    text.append(path).append("?api-version=");
    append_percent_encoded(version, text);
    return text;
}

} // namespace acs::wire
