#include "caching/schedule_figures.hpp"

#include "cache/refresh_scheduler.hpp"
#include "caching/interleaved_rounds.hpp"
#include "caching/large_cache.hpp"
#include "simulation/random_stream.hpp"

#include <array>
#include <memory>

namespace caching {

namespace {

using acs::cache::entry_index;

// A scheduler in its steady state: tokens of all ages. In each round some entries, drawn at random, leave it
// and are planned anew.
class steady_schedule
{
public:
    explicit steady_schedule(std::size_t count)
        : count_(count), scheduler_(*quota_for(count).limit(acs::operation::get_token), start)
    {
        scheduler_.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            plan(static_cast<entry_index>(i), draw());
    }

    double renewal_ns()
    {
        double spent = 0;
        for (std::size_t i = 0; i < batches; ++i)
            spent += replanned([this](entry_index entry, const drawn& with) { plan(entry, with); });
        return spent / (batches * batch);
    }

    double fill_ns()
    {
        double spent = 0;
        for (std::size_t i = 0; i < batches; ++i) {
            spent += replanned([this](entry_index entry, const drawn&) { scheduler_.plan_fill(entry, now); });
            for (std::size_t k = 0; k < batch; ++k) {
                scheduler_.forget(entries_[k]);
                plan(entries_[k], draws_[k]);
            }
        }
        return spent / (batches * batch);
    }

private:
    static constexpr acs::boot_time start{std::chrono::hours(24)};
    static constexpr acs::boot_time now = start + std::chrono::hours(24);
    static constexpr std::size_t batch = 1024;
    static constexpr std::size_t batches = 32;

    struct drawn
    {
        acs::boot_time issued;
        std::uint64_t draw;
    };

    // Tokens are renewed at the age of 0.775 lives on average.
    drawn draw()
    {
        const auto age = std::chrono::duration<double>(random_.between(0, 0.7) * 86'400);
        return {now - std::chrono::duration_cast<std::chrono::nanoseconds>(age), random_.next()};
    }
    void plan(entry_index entry, const drawn& with)
    {
        scheduler_.plan_renewal(entry, with.issued, with.issued + token_life, with.draw, now);
    }

    template <class Plan>
    double replanned(Plan how)
    {
        for (std::size_t k = 0; k < batch; ++k) {
            entries_[k] = static_cast<entry_index>(random_.next() % count_);
            scheduler_.forget(entries_[k]);
            draws_[k] = draw();
        }
        const double begun = thread_cpu_ns();
        for (std::size_t k = 0; k < batch; ++k)
            how(entries_[k], draws_[k]);
        return thread_cpu_ns() - begun;
    }

    const std::size_t count_;
    simulation::random_stream random_{1};
    acs::cache::refresh_scheduler scheduler_;
    std::array<entry_index, batch> entries_{};
    std::array<drawn, batch> draws_{};
};

} // namespace

void add_schedule_figures(figure_table& table, const caching_options& options)
{
    steady_schedule measured(options.entries);
    interleaved_rounds rounds;
    rounds.add("renewal", [&] { return measured.renewal_ns(); });
    rounds.add("fill", [&] { return measured.fill_ns(); });
    rounds.run(options.rounds);
    table.heading("Placement on the calendar");
    table.add({"plan_renewal", "a renewal (plan_renewal)", "ns", rounds.middle("renewal"), 60, {}});
    table.add({"plan_fill", "a first token (plan_fill)", "ns", rounds.middle("fill"), {}, {}});
}

} // namespace caching
