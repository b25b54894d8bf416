#include "snapshot_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <list>
#include <stdexcept>
#include <unistd.h>
#include <utility>

using namespace acs::cache;
using namespace std::chrono;
namespace fs = std::filesystem;

snapshot_folder::snapshot_folder()
{
    std::string name = (fs::temp_directory_path() / "acs-snapshot-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw std::runtime_error("no temporary folder");
    folder_ = name;
}

snapshot_folder::~snapshot_folder()
{
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::vector<std::string> snapshot_folder::names() const
{
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder_))
        found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

std::string snapshot_folder::text() const
{
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void snapshot_folder::write(std::string_view text) const
{
    std::ofstream(path(), std::ios::binary) << text;
    fs::permissions(path(), fs::perms::owner_read | fs::perms::owner_write);
}

snapshot_header snapshot_folder::header()
{
    snapshot_header made;
    made.saved_utc = sys_days(2026y / January / 2) + 3h + 4ns;
    made.saved_boot = acs::boot_time(5h + 6ns);
    made.boot_id = "f3b1c5d2-0000-4000-8000-000000000000";
    made.resource = resource;
    made.generation = 0x0102030405060708;
    return made;
}

snapshot_record snapshot_folder::record(std::size_t number)
{
    static std::list<std::string> texts;
    const auto text = [](std::string made) -> std::string_view {
        return texts.emplace_back(std::move(made));
    };
    snapshot_record made;
    made.user = text("8:acs:" + std::to_string(number));
    made.known_scopes = static_cast<std::uint8_t>(number % 32);
    for (std::size_t i = 0; i < number % 3; ++i)
        made.other_scopes.push_back(text("https://example.com/" + std::to_string(i)));
    made.lifetime_minutes = static_cast<std::uint16_t>(number % 1441);
    made.generation = static_cast<std::uint32_t>(number * 2654435761U);
    made.pinned = number % 2 == 1;
    made.expires_on = sys_days(2026y / January / 2) + 4h + nanoseconds(number);
    made.age = nanoseconds(number * 3);
    made.remaining = hours(1) - nanoseconds(number);
    made.idle = nanoseconds(number * 7);
    made.token = text("token-" + std::to_string(number) + std::string(number % 7 * 150, '.'));
    return made;
}

acs::result<snapshot_writer> snapshot_folder::writer() const
{
    return snapshot_writer::create(path(), key(), header());
}

void snapshot_folder::save(std::size_t records) const
{
    auto made = writer();
    REQUIRE(made.has_value());
    for (std::size_t i = 0; i < records; ++i)
        REQUIRE(made->add(record(i)).has_value());
    REQUIRE(made->commit().has_value());
}

acs::result<snapshot_reader> snapshot_folder::open() const
{
    return snapshot_reader::open(path(), key(), resource);
}

acs::result<std::size_t> snapshot_folder::load() const
{
    auto reader = open();
    if (!reader)
        return reader.error();
    const auto verified = reader->verify();
    if (!verified) {
        snapshot_record record;
        CHECK(reader->next(record).error().code() == verified.error().code()); // for good
        reader = open();
        REQUIRE(reader.has_value());
    }
    snapshot_record record;
    std::size_t count = 0;
    for (;;) {
        const auto more = reader->next(record);
        REQUIRE((more.has_value() || !verified.has_value()));
        if (!more) {
            CHECK(more.error().code() == verified.error().code());
            return more.error();
        }
        if (!*more)
            break;
        ++count;
    }
    REQUIRE(verified.has_value());
    return count;
}
