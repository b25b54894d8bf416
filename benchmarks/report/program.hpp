#ifndef BENCHMARKS_REPORT_PROGRAM_HPP
#define BENCHMARKS_REPORT_PROGRAM_HPP

#include <cstddef>
#include <span>
#include <string>

namespace report {

/// What is measured, a client or a server, and how it is called in text and charts.
struct program
{
    const char* key;  ///< in the raw data
    const char* name; ///< at most 24 letters, for the charts
    std::size_t colour;
    bool dashed;
    const char* description;

    /// Ours first.
    static std::span<const program> clients();
    static std::span<const program> servers();
};

/// The clients, and what they are compared with.
inline constexpr const char* our_client = "client";
inline constexpr const char* our_server = "token_service";
inline constexpr const char* limit_server = "limit";

} // namespace report

#endif
