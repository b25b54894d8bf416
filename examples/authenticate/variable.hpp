#ifndef EXAMPLES_AUTHENTICATE_VARIABLE_HPP
#define EXAMPLES_AUTHENTICATE_VARIABLE_HPP

#include <acs/entra_options.hpp>

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>

// A variable such as AZURE_TENANT_ID, from where the credentials take theirs.
inline std::string variable(const acs::entra_options& options, const char* name)
{
    std::optional<std::string> value;
    if (options.environment())
        value = options.environment()(name);
    else if (const char* set = std::getenv(name))
        value = set;
    if (!value || value->empty())
        throw std::runtime_error(std::string(name) + " is not set");
    return *value;
}

#endif
