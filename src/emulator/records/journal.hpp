#ifndef ACS_EMULATOR_JOURNAL_HPP
#define ACS_EMULATOR_JOURNAL_HPP

#include "emulator/protocol/exchange.hpp"
#include "emulator/protocol/operation.hpp"

#include <acs/time_source.hpp>

#include <array>
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acs::emulation {

/// The most recent requests and what became of them. Contains no access key, signature or token.
class journal
{
public:
    static constexpr std::size_t capacity = 10'000;
    static constexpr std::size_t header_count = 12;
    static constexpr std::size_t longest_text = 2048;

    struct entry
    {
        std::uint64_t sequence = 0;
        wall_time at;
        std::uint64_t connection = 0;
        operation op = operation::other;
        int status = 0; ///< 0: no answer was sent
        std::string method;
        std::string target;
        std::string reason;
        std::string faults; ///< names, separated by blanks
        std::string request_id;
        std::array<std::string, header_count> headers;
    };

    /// Records a request; the caller fills in the outcome, the reason with `shortened`. The entry is valid
    /// until the next call.
    entry& record(const request& received, operation op, wall_time at);

    /// A text as it is kept: at most `longest_text` bytes of it, and then a note of its length.
    static std::string shortened(std::string_view text);

    /// The last `count` entries, oldest first.
    boost::json::object to_json(std::size_t count) const;

    void clear();

private:
    std::vector<entry> entries_; // a ring: slots, and the memory of their strings, are used again
    std::uint64_t recorded_ = 0;
};

} // namespace acs::emulation

#endif
