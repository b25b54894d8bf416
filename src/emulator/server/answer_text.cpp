#include "emulator/server/answer_text.hpp"

#include <boost/beast/http/status.hpp>
#include <charconv>

namespace acs::emulation {

namespace {

void append_number(std::string& out, std::size_t number, int base = 10)
{
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number, base).ptr;
    out.append(digits, end);
}

void append_status_line(std::string& out, int status)
{
    const auto number = static_cast<unsigned>(status);
    const auto reason = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(number));
    out += "HTTP/1.1 ";
    append_number(out, number);
    out += ' ';
    out.append(reason.data(), reason.size());
    out += "\r\n";
}

bool has_no_body(int status)
{
    return status == 204 || status == 304 || status < 200;
}

} // namespace

void answer_text::write(const response& answer, const delivery& how, answer_framing framing)
{
    bytes_.clear();
    if (!framing.http_1_0) {
        for (const int status : how.interim) {
            append_status_line(bytes_, status);
            bytes_ += "\r\n";
        }
    }
    const std::size_t start = bytes_.size();
    append_status_line(bytes_, answer.status);
    for (const auto& [name, value] : answer.headers.all())
        add(name, value);

    const bool bodiless = has_no_body(answer.status);
    const bool chunked = how.chunked && !framing.http_1_0 && !bodiless;
    if (chunked) {
        add("Transfer-Encoding", "chunked");
    } else if (!bodiless) {
        bytes_ += "Content-Length: ";
        append_number(bytes_, answer.body.size());
        bytes_ += "\r\n";
    }
    if (how.close_announced || (!framing.persistent && !how.close_unannounced))
        add("Connection", "close");
    else if (framing.http_1_0 && framing.persistent)
        add("Connection", "keep-alive");
    bytes_ += "\r\n";

    const std::size_t head_end = bytes_.size();
    if (!bodiless && !framing.without_body) {
        if (chunked)
            add_chunks(answer.body);
        else
            bytes_ += answer.body;
    }

    const std::size_t body_size = bytes_.size() - head_end;
    if (how.cut == delivery::cut::reset_inside)
        bytes_.resize(start + (bytes_.size() - start) / 2);
    else if (how.cut == delivery::cut::truncate && body_size != 0)
        bytes_.resize(head_end + body_size / 2);
    else if (how.cut == delivery::cut::truncate) // no body to shorten: the head ends too early
        bytes_.resize(start + (head_end - start) / 2);
}

void answer_text::add(std::string_view name, std::string_view value)
{
    bytes_ += name;
    bytes_ += ": ";
    bytes_ += value;
    bytes_ += "\r\n";
}

void answer_text::add_chunks(std::string_view body)
{
    // Three chunks where there is enough to split, so that no reader gets away with taking the first for all.
    const std::size_t piece = (body.size() + 2) / 3;
    while (!body.empty()) {
        const std::string_view chunk = body.substr(0, piece);
        append_number(bytes_, chunk.size(), 16);
        bytes_ += "\r\n";
        bytes_ += chunk;
        bytes_ += "\r\n";
        body.remove_prefix(chunk.size());
    }
    bytes_ += "0\r\n\r\n";
}

} // namespace acs::emulation
