#include "service/memory_section.hpp"

#include "comparison/interruption.hpp"
#include "service/filled_service.hpp"

#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace {

// So old that all are due, and some are renewed with little time left.
constexpr double oldest_hours = 23;
constexpr double youngest_hours = 21;
// At the published limit it would take ten hours.
const char* const limit = "300000/30";
constexpr double slowest = 500; // renewals a second

} // namespace

void run_memory_section(const service_options& options, raw_figures& raw)
{
    filled_service filled(options.identities, oldest_hours, youngest_hours, limit);
    const auto usage = filled.server().usage();
    std::printf("Memory after the start: %.0f MiB.\n", usage.rss_mib());
    const auto begun = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    };
    while (filled.resource().tokens_issued() < options.identities) {
        if (seconds() > 120 + static_cast<double>(options.identities) / slowest)
            throw std::runtime_error("token_service does not renew its tokens");
        interruption::sleep(std::chrono::milliseconds(500));
    }
    const double taken = seconds();
    const double per_identity = usage.rss_mib() * 1024 * 1024 / static_cast<double>(options.identities);
    raw.add(
        {{"kind", "memory"},
         {"identities", options.identities},
         {"token_bytes", filled.token_bytes()},
         {"rss_mib", usage.rss_mib()},
         {"peak_rss_mib", usage.peak_rss_mib()},
         {"refreshed", filled.resource().tokens_issued()},
         {"seconds", taken},
         {"bytes_per_identity", per_identity}});
    std::printf(
        "All were renewed in %.0f s. Memory then: %.0f MiB, %.0f bytes an identity. Peak: %.0f MiB.\n", taken,
        usage.rss_mib(), per_identity, usage.peak_rss_mib());
    std::fflush(stdout);
}
