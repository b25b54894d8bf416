#ifndef TESTS_FUZZ_CUTTER_HPP
#define TESTS_FUZZ_CUTTER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fuzz {

// Cuts a text into pieces of odd sizes, as a network does. The sizes follow from the text, so that an input
// is all it takes to repeat a finding.
class cutter
{
public:
    // Pieces of 1 to `longest` bytes.
    cutter(std::string_view text, std::size_t longest) : rest_(text), longest_(longest)
    {
        for (const char c : text)
            state_ = (state_ ^ static_cast<unsigned char>(c)) * 1099511628211ULL; // FNV-1a
    }

    bool done() const { return rest_.empty(); }

    // The next piece, of at most `room` bytes.
    std::string_view next(std::size_t room)
    {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        const std::size_t size =
            std::min({static_cast<std::size_t>(state_ >> 33) % longest_ + 1, room, rest_.size()});
        const std::string_view piece = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return piece;
    }

private:
    std::string_view rest_;
    std::size_t longest_;
    std::uint64_t state_ = 14695981039346656037ULL;
};

} // namespace fuzz

#endif
