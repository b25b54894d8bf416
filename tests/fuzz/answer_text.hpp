#ifndef TESTS_FUZZ_ANSWER_TEXT_HPP
#define TESTS_FUZZ_ANSWER_TEXT_HPP

#include "wire/ascii.hpp"
#include "wire/decimal.hpp"
#include "wire/response.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace fuzz {

// An answer as a text that a person can write and a fuzzer can mutate: a line with the status and a number of
// the target's own, lines with header fields, an empty line, the body. What is missing is empty.
struct answer_text
{
    explicit answer_text(std::string_view text)
    {
        std::string_view first = take_line(text);
        answer.status = static_cast<int>(acs::wire::parse_decimal(first.substr(0, 3)).value_or(0));
        first.remove_prefix(first.size() < 4 ? first.size() : 4);
        choice = static_cast<std::size_t>(acs::wire::parse_decimal(first.substr(0, 3)).value_or(0));
        while (!text.empty()) {
            const std::string_view line = take_line(text);
            if (line.empty())
                break;
            const auto colon = line.find(':');
            if (colon != std::string_view::npos)
                answer.headers.add(line.substr(0, colon), line.substr(colon + 1));
        }
        answer.body = text;
    }

    acs::wire::response answer;
    std::size_t choice = 0;

private:
    static std::string_view take_line(std::string_view& text)
    {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        return line;
    }
};

} // namespace fuzz

#endif
