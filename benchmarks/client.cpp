// The client's cost beside that of two loops written by hand, as a table. `benchmarks/run client [ROUNDS
// [CALLS]]`. The raw figures go to client.jsonl in the folder it is started in. See docs/benchmarks.md.

#include "comparison/comparison.hpp"
#include "comparison/idle_memory.hpp"
#include "comparison/service_process.hpp"

#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <stdexcept>

namespace {

const char* const client = "bench_client";
const char* const hand_written = "bench_hand_written";
const char* const bare = "bench_bare_loop";
const char* const presigned = "bench_presigned";

std::size_t count_argument(const char* text)
{
    std::size_t value = 0;
    const char* const last = text + std::strlen(text);
    const auto end = std::from_chars(text, last, value);
    if (end.ec != std::errc() || end.ptr != last || value == 0)
        throw std::invalid_argument("usage: client [ROUNDS [CALLS]]");
    return value;
}

void print_row(const comparison& compared, std::size_t concurrency)
{
    const auto cpu = [&](const char* program) {
        return compared.median(program, concurrency, "cpu_us_op");
    };
    const double ours = cpu(client);
    std::printf(
        "%5zu  %10.1f %10.1f %10.1f %10.1f   %10.2f %10.2f %10.2f   %8.0f %8.2f %8.2f\n", concurrency,
        cpu(presigned), cpu(bare), cpu(hand_written), ours, ours / cpu(hand_written), ours / cpu(bare),
        ours / cpu(presigned), compared.median(client, concurrency, "ops_s"),
        compared.median(client, concurrency, "p50_ms"), compared.median(client, concurrency, "p99_ms"));
    std::fflush(stdout);
}

double bytes_of_connection(const comparison& compared, const char* program, std::size_t few, std::size_t many)
{
    const double grown =
        compared.median(program, many, "peak_rss_mib") - compared.median(program, few, "peak_rss_mib");
    return grown * 1024 * 1024 / static_cast<double>(many - few);
}

void run(std::size_t rounds, std::size_t calls)
{
    constexpr const char* raw_file = "client.jsonl";
    std::ofstream raw(raw_file);
    const service_process service;
    comparison compared(service, {presigned, bare, hand_written, client}, raw);

    std::printf(
        "CPU time of the client process per call in microseconds, medians of %zu interleaved rounds of %zu "
        "calls.\nThe client on one processor, the emulator on another.\n\n"
        "%5s  %10s %10s %10s %10s   %10s %10s %10s   %8s %8s %8s\n",
        rounds, calls, "c", "presigned", "bare loop", "by hand", "client", "cl./hand", "cl./bare",
        "cl./pres.", "calls/s", "p50 ms", "p99 ms");
    for (const std::size_t concurrency : {16U, 64U, 1U, 4U, 256U, 1000U}) {
        compared.run(concurrency, calls, rounds);
        print_row(compared, concurrency);
    }

    std::printf("\nMemory that a busy connection adds to the peak, in KiB (1000 connections against 16):");
    for (const char* program : {presigned, bare, hand_written, client})
        std::printf("  %s %.1f", program, bytes_of_connection(compared, program, 16, 1000) / 1024);
    std::printf(
        "\nMemory of an idle connection of the client, in KiB: %.1f\n",
        idle_connection_bytes(service, 1000) / 1024);
    std::printf("Raw figures: %s\n", raw_file);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        run(argc > 1 ? count_argument(argv[1]) : 7, argc > 2 ? count_argument(argv[2]) : 10000);
        return 0;
    } catch (const std::invalid_argument& wrong) {
        std::fprintf(stderr, "%s\n", wrong.what());
        return 2;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "client: %s\n", exception.what());
        return 1;
    }
}
