#include "caching/lookup_figures.hpp"

#include "caching/interleaved_rounds.hpp"
#include "caching/lookups.hpp"
#include "caching/random_reads.hpp"

namespace caching {

namespace {

void add_hot(figure_table& table, const interleaved_rounds& rounds, const std::string& of)
{
    const auto timing = [&](const char* what) {
        return rounds.middle(of + what);
    };
    const auto more = [&](const char* what, const char* than) {
        return rounds.middle_difference(of + what, of + than);
    };
    table.add({of + "_clock", "one reading of the clock", "ns", timing(" clock"), {}, {}});
    table.add({of + "_try_get", "try_get", "ns", timing(" hot"), 120, timing(" hot map")});
    table.add({of + "_handle", "try_get by handle", "ns", timing(" handle"), 60, {}});
    table.add(
        {of + "_handle_beside_clock",
         "  less one reading of the clock",
         "ns",
         more(" handle", " clock"),
         25,
         {}});
    table.add({of + "_get", "get", "ns", timing(" get"), {}, {}});
    table.add({of + "_get_more", "  more than try_get", "ns", more(" get", " hot"), 60, {}});
    table.add({of + "_get_by_handle", "get by handle", "ns", timing(" get by handle"), {}, {}});
    table.add(
        {of + "_get_by_handle_more",
         "  more than try_get by handle",
         "ns",
         more(" get by handle", " handle"),
         60,
         {}});
}

void add_parallel(
    figure_table& table, const interleaved_rounds& rounds, const std::string& of, const std::string& key,
    const std::string& text)
{
    const auto timing = [&](const std::string& what) {
        return rounds.middle(of + what);
    };
    const auto ratio = [&](const std::string& what) {
        return rounds.middle_ratio(of + what + " by 2", of + what + " by 1");
    };
    table.add({key + "_1_thread", text + ", 1 thread", "ns", timing(" by 1"), {}, timing(" map by 1")});
    table.add({key + "_2_threads", text + ", 2 threads", "ns", timing(" by 2"), {}, timing(" map by 2")});
    table.add({key + "_threads_ratio", "  by 1 thread's", "", ratio(""), 1.2, ratio(" map"), 2});
}

} // namespace

void add_lookup_figures(figure_table& table, const caching_options& options)
{
    lookups small(hot_keys::count);
    lookups large(options.entries);
    interleaved_rounds rounds;
    small.add_hot(rounds, "small");
    large.add_hot(rounds, "large");
    large.add_random(rounds, "large");
    random_reads reads(options.entries);
    rounds.add("read", [&] { return reads.read_ns(); });
    rounds.run(options.rounds);
    interleaved_rounds parallel;
    small.add_hot_parallel(parallel, "small");
    large.add_hot_parallel(parallel, "large");
    large.add_random_parallel(parallel, "large");
    parallel.run(options.rounds);

    table.heading("A hit, 1,000 keys at random, no others cached");
    add_hot(table, rounds, "small");
    table.heading("A hit, 1,000 keys of all at random");
    add_hot(table, rounds, "large");
    table.heading("A hit, all keys at random");
    table.add(
        {"random_try_get", "try_get", "ns", rounds.middle("large random"), 450,
         rounds.middle("large random map")});
    table.add(
        {"memory_read", "one read of memory at random, of as many KB", "ns", rounds.middle("read"), {}, {}});
    table.heading("A hit on two threads at once, try_get");
    add_parallel(table, parallel, "small hot", "small", "1,000 keys, no others cached");
    add_parallel(table, parallel, "large hot", "large", "1,000 keys of all");
    add_parallel(table, parallel, "large random", "random", "all keys");
}

} // namespace caching
