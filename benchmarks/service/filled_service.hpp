#ifndef BENCHMARKS_SERVICE_FILLED_SERVICE_HPP
#define BENCHMARKS_SERVICE_FILLED_SERVICE_HPP

#include "service/emulated_resource.hpp"
#include "service/loopback_certificate.hpp"
#include "service/measured_server.hpp"
#include "service/temporary_folder.hpp"

#include <cstddef>
#include <memory>
#include <string>

/// The token service on the first processor, with many users whose tokens are in its cache, as after a
/// restart; and the emulator that has issued them.
class filled_service
{
public:
    /// \param oldest_hours, youngest_hours how long ago the tokens, of 24 hours, were issued, spread evenly.
    /// \param limit what the token service is told to be the resource's limit for tokens.
    filled_service(
        std::size_t identities, double oldest_hours, double youngest_hours, const std::string& limit);

    const measured_server& server() const { return *server_; }
    emulated_resource& resource() { return resource_; }
    /// What it can be compared with: the limit, on the same processor, with answers of the same length.
    std::unique_ptr<measured_server> start_limit() const;
    const std::string& ca_file() const { return certificate_.certificate_file(); }
    std::string session_file() const { return folder_ / "sessions"; }
    std::size_t token_bytes() const { return token_bytes_; }

private:
    void seed(std::size_t identities, double oldest_hours, double youngest_hours);

    temporary_folder folder_;
    loopback_certificate certificate_;
    emulated_resource resource_;
    std::size_t token_bytes_ = 0;
    std::unique_ptr<measured_server> server_;
};

#endif
