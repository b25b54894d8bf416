#include "caching/snapshot_figures.hpp"

#include "caching/interleaved_rounds.hpp"
#include "caching/large_cache.hpp"
#include "caching/measured_apart.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace caching {

namespace {

constexpr std::size_t runs = 3;

double seconds_of(const std::function<std::size_t()>& work, std::size_t expected)
{
    const auto begun = std::chrono::steady_clock::now();
    if (work() != expected)
        throw std::runtime_error("a snapshot did not hold every entry");
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

// A folder that is gone afterwards.
class temporary_folder
{
public:
    temporary_folder()
    {
        std::string made = (std::filesystem::temp_directory_path() / "cache-XXXXXX").string();
        if (!::mkdtemp(made.data()))
            throw std::runtime_error("no temporary folder can be made");
        path_ = made;
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// Seconds to save, seconds to load, bytes of the file.
std::vector<double> save_and_load(std::size_t count)
{
    const temporary_folder folder;
    const std::string file = (folder.path() / "snapshot").string();
    const acs::secret key("the key of a benchmark, 32 bytes");
    large_cache saved(acs::time_source::system(), quota_for(count));
    saved.fill(count);
    large_cache loaded(acs::time_source::system(), quota_for(count));
    const double saving = seconds_of([&] { return saved.cache().save_snapshot(file, key).value(); }, count);
    const double loading = seconds_of([&] { return loaded.cache().load_snapshot(file, key).value(); }, count);
    return {saving, loading, static_cast<double>(std::filesystem::file_size(file))};
}

} // namespace

void add_snapshot_figures(figure_table& table, const caching_options& options)
{
    std::vector<double> saving;
    std::vector<double> loading;
    double bytes = 0;
    for (std::size_t i = 0; i < runs; ++i) {
        const std::vector<double> made = measured_apart([&] { return save_and_load(options.entries); });
        saving.push_back(made.at(0));
        loading.push_back(made.at(1));
        bytes = made.at(2);
    }
    table.heading("Snapshot, wall time, the file in the page cache");
    table.add({"snapshot_save", "save", "s", median(saving), {}, {}, 2});
    table.add({"snapshot_load", "load into an empty cache", "s", median(loading), {}, {}, 2});
    table.add({"snapshot_size", "size of the file", "MB", bytes / 1e6, {}, {}, 0});
}

} // namespace caching
