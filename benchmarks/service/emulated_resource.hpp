#ifndef BENCHMARKS_SERVICE_EMULATED_RESOURCE_HPP
#define BENCHMARKS_SERVICE_EMULATED_RESOURCE_HPP

#include "comparison/emulator_process.hpp"
#include "service/https_caller.hpp"

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <vector>

/// The emulator with tokens of about the service's size.
class emulated_resource
{
public:
    emulated_resource();

    /// Of the emulator.
    static std::vector<std::string> options();

    const std::string& connection_string() const { return emulator_.connection_string(); }
    const std::string& ca_file() const { return emulator_.ca_file(); }

    /// Whether calls beyond the published limits are refused.
    void enforce_quotas(bool enforced);
    /// How many tokens for identities that were there it has issued, and how many calls for them it has
    /// refused.
    std::uint64_t tokens_issued() const { return count("200"); }
    std::uint64_t throttled() const { return count("429"); }

private:
    std::uint64_t count(const char* status) const;
    https_caller::reply control(const char* method, const char* path, const std::string& body) const;

    emulator_process emulator_;
};

#endif
