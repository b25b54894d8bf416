#ifndef BENCHMARKS_SERVICE_EMULATED_RESOURCE_HPP
#define BENCHMARKS_SERVICE_EMULATED_RESOURCE_HPP

#include "comparison/child_process.hpp"
#include "service/https_caller.hpp"

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>

/// acs-emulator in a process of its own, on the last processor, with tokens of about the service's size that
/// are cheap to sign.
class emulated_resource
{
public:
    emulated_resource();

    const std::string& connection_string() const { return connection_string_; }
    const std::string& ca_file() const { return ca_file_; }

    /// Whether calls beyond the published limits are refused.
    void enforce_quotas(bool enforced);
    /// How many tokens for identities that were there it has issued, and how many calls for them it has
    /// refused.
    std::uint64_t tokens_issued() const { return count("200"); }
    std::uint64_t throttled() const { return count("429"); }

private:
    std::uint64_t count(const char* status) const;
    https_caller::reply control(const char* method, const char* path, const std::string& body) const;

    child_process process_;
    std::string connection_string_;
    std::string ca_file_;
    std::uint16_t port_ = 0;
};

#endif
