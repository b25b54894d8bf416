#ifndef ACS_TESTS_UNIT_SNAPSHOT_FOLDER_HPP
#define ACS_TESTS_UNIT_SNAPSHOT_FOLDER_HPP

#include "cache/snapshot_reader.hpp"
#include "cache/snapshot_writer.hpp"

#include <acs/secret.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// A folder that is removed with all that is in it, and one snapshot in there.
class snapshot_folder
{
public:
    static constexpr const char* resource = "contoso.communication.azure.com";

    snapshot_folder();
    snapshot_folder(const snapshot_folder&) = delete;
    snapshot_folder& operator=(const snapshot_folder&) = delete;
    ~snapshot_folder();

    const std::filesystem::path& folder() const { return folder_; }
    std::string path() const { return (folder_ / "tokens").string(); }

    // What is in the folder, in alphabetical order.
    std::vector<std::string> names() const;

    std::string text() const;                // of the file
    void write(std::string_view text) const; // with mode 0600

    static acs::secret key() { return acs::secret("a key of thirty-two bytes, or so"); }
    static acs::cache::snapshot_header header();
    // `number` makes the record different from others. The texts live as long as the program.
    static acs::cache::snapshot_record record(std::size_t number);

    acs::result<acs::cache::snapshot_writer> writer() const;
    void save(std::size_t records) const;

    acs::result<acs::cache::snapshot_reader> open() const;
    // Opens, verifies and reads it. Fails the test if not all do the same about a bad file.
    acs::result<std::size_t> load() const;

private:
    std::filesystem::path folder_;
};

#endif
