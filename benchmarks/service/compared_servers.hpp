#ifndef BENCHMARKS_SERVICE_COMPARED_SERVERS_HPP
#define BENCHMARKS_SERVICE_COMPARED_SERVERS_HPP

#include "service/emulated_resource.hpp"
#include "service/loopback_certificate.hpp"
#include "service/measured_server.hpp"
#include "service/temporary_folder.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

/// The token service, the limit and the service on Node, each on the first processor with one thread, with
/// the same certificate, the same session key, and the tokens of all users in memory.
class compared_servers
{
public:
    /// Says on standard output what is left out.
    explicit compared_servers(std::size_t users);

    const std::vector<std::unique_ptr<measured_server>>& all() const { return servers_; }
    const std::string& session_file() const { return session_file_; }

private:
    using server_pointer = std::unique_ptr<measured_server>;

    void write_sessions(std::size_t users);
    command start_of(const std::string& path, std::vector<std::string> arguments) const;
    server_pointer start(const char* name, command with) const;
    // \return the size of an answer's body.
    std::size_t ask_for_all(const measured_server& server) const;

    temporary_folder folder_;
    loopback_certificate certificate_;
    emulated_resource resource_;
    std::string session_key_;
    std::string session_file_;
    std::vector<std::string> sessions_;
    std::vector<server_pointer> servers_;
};

#endif
