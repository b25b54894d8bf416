#include "http_error.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

namespace token_service {

http_answer http_error(unsigned status, std::string_view code, std::string_view message)
{
    namespace json = boost::json;
    http_answer made;
    made.status = status;
    made.body = R"({"error":{"code":)" + json::serialize(json::string(code)) + R"(,"message":)" +
                json::serialize(json::string(message)) + "}}";
    return made;
}

http_answer internal_error()
{
    http_answer made = http_error(500, "internal_error", "The service has failed.");
    made.close = true;
    return made;
}

http_answer too_many_connections()
{
    http_answer made = http_error(503, "too_many_connections", "The service has too many connections.");
    made.fields = "Retry-After: 1\r\n";
    made.close = true;
    return made;
}

} // namespace token_service
