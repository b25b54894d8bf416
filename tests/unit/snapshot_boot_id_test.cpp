#include "cache/snapshot_boot_id.hpp"

#include "snapshot_folder.hpp"

#include <doctest/doctest.h>

using namespace acs::cache;

TEST_CASE("snapshot boot id: is the file's first line, or nothing")
{
    const snapshot_folder folder;
    CHECK(snapshot_boot_id(folder.path().c_str()).empty());
    CHECK(snapshot_boot_id(folder.folder().c_str()).empty());
    folder.write("");
    CHECK(snapshot_boot_id(folder.path().c_str()).empty());
    folder.write("0f-1e\n");
    CHECK(snapshot_boot_id(folder.path().c_str()) == "0f-1e");
    folder.write(std::string(64, 'a'));
    CHECK(snapshot_boot_id(folder.path().c_str()) == std::string(64, 'a'));
    folder.write(std::string(65, 'a'));
    CHECK(snapshot_boot_id(folder.path().c_str()).empty());
    CHECK(snapshot_boot_id() == snapshot_boot_id());
}
