#include "wire/tunnel_answer.hpp"

#include "wire/ascii.hpp"

#include <algorithm>

namespace acs::wire {

namespace {

constexpr std::string_view version = "HTTP/1.";
// 1xx answers that may precede the real one; more is no proxy.
constexpr int most_interim_answers = 10;

// HTTP/1.1 200 Connection established; 0 if it is anything else.
int parse_status(std::string_view line)
{
    const auto digit = [line](std::size_t i) {
        return line[i] - '0';
    };
    if (line.size() < 12 || !line.starts_with(version) || !is_digit(line[7]) || line[8] != ' ' ||
        !is_digit(line[9]) || !is_digit(line[10]) || !is_digit(line[11]) ||
        (line.size() > 12 && line[12] != ' '))
        return 0;
    return digit(9) * 100 + digit(10) * 10 + digit(11);
}

bool contains_ignoring_case(std::string_view text, std::string_view word)
{
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
               return to_lower(a) == to_lower(b);
           }) != text.end();
}

} // namespace

std::size_t tunnel_answer::take(std::string_view bytes)
{
    std::size_t taken = 0;
    while (state_ == state::incomplete && taken < bytes.size()) {
        if (head_.size() == max_head) {
            state_ = state::too_large;
            break;
        }
        const char c = bytes[taken++];
        head_ += c;
        // What is no HTTP is known by its first bytes; its end might never come.
        if (head_.size() <= version.size() && c != version[head_.size() - 1])
            state_ = state::not_http;
        else if (c == '\n')
            end_line();
    }
    return taken;
}

void tunnel_answer::end_line()
{
    std::string_view line(head_);
    line.remove_prefix(line_);
    line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    if (line_ == 0) {
        status_ = parse_status(line);
        // 101 was not asked for; below 100 and above 599 there is nothing.
        if (status_ < 100 || status_ == 101 || status_ > 599)
            state_ = state::not_http;
    } else if (line.empty()) {
        if (status_ >= 200)
            state_ = state::complete;
        else if (++interim_answers_ > most_interim_answers)
            state_ = state::not_http;
        else
            head_.clear();
    }
    line_ = head_.size();
}

bool tunnel_answer::offers_basic() const
{
    constexpr std::string_view name = "Proxy-Authenticate:";
    std::string_view rest(head_);
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        if (starts_with_ignoring_case(line, name) &&
            contains_ignoring_case(line.substr(name.size()), "Basic"))
            return true;
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return false;
}

} // namespace acs::wire
