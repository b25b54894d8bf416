#ifndef BENCHMARKS_HAND_WRITTEN_REQUEST_HPP
#define BENCHMARKS_HAND_WRITTEN_REQUEST_HPP

#include "load/load_options.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>

/// The issue-token request as somebody writes it with Beast and OpenSSL who has read their documentation:
/// what the library is compared with. It shares no code with the library.
class hand_written_request
{
public:
    /// The fields that change with date and body.
    struct signed_fields
    {
        std::string date;
        std::string content_hash;
        std::string authorization;
    };

    explicit hand_written_request(const load_options& options);

    /// A request with the present date, signed with the access key.
    boost::beast::http::request<boost::beast::http::string_body> make() const;

    /// For those who put it together by other means than Beast.
    static std::string body();
    signed_fields sign(const std::string& body) const;
    const std::string& host() const { return host_; }
    const std::string& target() const { return target_; }

private:
    std::string host_;
    std::string target_;
    std::string key_;
};

#endif
