#include "head_composer.hpp"

#include <charconv>
#include <ostream> // which Beast's next one needs, and doesn't include
#include <string_view>

#include <boost/beast/http/status.hpp>

namespace token_service {

namespace {

void append_number(std::string& to, std::size_t number)
{
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    to.append(digits, end);
}

// Of these, HTTP allows no length to be told.
bool is_bodiless(unsigned status)
{
    return status == 204 || status == 304;
}

} // namespace

void head_composer::compose(
    std::string& to, const http_answer& answer, std::size_t body_size, connection fate)
{
    if (answer.status == 200) {
        to += "HTTP/1.1 200 OK\r\n";
    } else {
        to += "HTTP/1.1 ";
        append_number(to, answer.status);
        const auto reason =
            boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(answer.status));
        to.append(1, ' ').append(reason.data(), reason.size()).append("\r\n");
    }
    append_date(to);
    if (body_size > 0 && !answer.content_type.empty())
        to.append("Content-Type: ").append(answer.content_type).append("\r\n");
    if (!is_bodiless(answer.status)) {
        to += "Content-Length: ";
        append_number(to, body_size);
        to += "\r\n";
    }
    to += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    to += answer.fields;
    if (fate == connection::closed)
        to += "Connection: close\r\n";
    else if (fate == connection::kept_by_1_0)
        to += "Connection: keep-alive\r\n";
    to += "\r\n";
}

void head_composer::append_date(std::string& to)
{
    const std::time_t now = std::time(nullptr);
    if (now != written_at_) {
        written_at_ = now;
        std::tm parts{};
        gmtime_r(&now, &parts);
        char text[64];
        // The names of days and months are English as long as the program sets no locale.
        date_.assign(text, std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts));
    }
    to += date_;
}

} // namespace token_service
