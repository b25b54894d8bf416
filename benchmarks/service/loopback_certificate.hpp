#ifndef BENCHMARKS_SERVICE_LOOPBACK_CERTIFICATE_HPP
#define BENCHMARKS_SERVICE_LOOPBACK_CERTIFICATE_HPP

#include "service/temporary_folder.hpp"

#include <string>

/// A self-signed certificate (P-256) for 127.0.0.1, the same for all servers, so that handshakes and records
/// cost them the same.
class loopback_certificate
{
public:
    /// Writes certificate and key. \throws std::runtime_error
    explicit loopback_certificate(const temporary_folder& folder);

    const std::string& certificate_file() const { return certificate_file_; }
    const std::string& private_key_file() const { return private_key_file_; }

private:
    std::string certificate_file_;
    std::string private_key_file_;
};

#endif
