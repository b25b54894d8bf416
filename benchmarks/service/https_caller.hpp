#ifndef BENCHMARKS_SERVICE_HTTPS_CALLER_HPP
#define BENCHMARKS_SERVICE_HTTPS_CALLER_HPP

#include <cstdint>
#include <memory>
#include <string>

/// A connection to a server of this machine, for what isn't measured. Calls block.
class https_caller
{
public:
    struct reply
    {
        unsigned status = 0;
        std::string body;
    };

    /// \param ca_file whom the server's certificate is to be signed by. \throws std::exception
    https_caller(std::uint16_t port, const std::string& ca_file);
    ~https_caller();

    /// \param authorization the field's value; empty: none. \throws std::exception if there is no answer.
    reply call(
        const char* method, const std::string& target, const std::string& body = {},
        const std::string& authorization = {});

private:
    class connection;

    std::uint16_t port_;
    std::unique_ptr<connection> connection_;
};

#endif
