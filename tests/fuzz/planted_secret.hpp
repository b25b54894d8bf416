#ifndef TESTS_FUZZ_PLANTED_SECRET_HPP
#define TESTS_FUZZ_PLANTED_SECRET_HPP

#include "fuzz/require.hpp"

#include <string>
#include <string_view>

namespace fuzz {

// A secret in a fuzzer's input. There a single character stands for it, so that mutations move it around
// whole.
class planted_secret
{
public:
    constexpr planted_secret(char mark, std::string_view text) : mark_(mark), text_(text) {}

    std::string_view text() const { return text_; }

    // The input with the secret in place of its mark.
    std::string plant(std::string_view input) const
    {
        std::string planted;
        for (const char c : input) {
            if (c == mark_)
                planted += text_;
            else
                planted += c;
        }
        return planted;
    }

    // No twelve characters of the secret are to be seen.
    void require_hidden(std::string_view shown) const
    {
        constexpr std::size_t window = 12;
        for (std::size_t i = 0; i + window <= text_.size(); ++i)
            require(shown.find(text_.substr(i, window)) == std::string_view::npos, "no secret is shown");
    }

private:
    char mark_;
    std::string_view text_;
};

} // namespace fuzz

#endif
