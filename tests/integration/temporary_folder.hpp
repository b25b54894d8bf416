#ifndef TESTS_INTEGRATION_TEMPORARY_FOLDER_HPP
#define TESTS_INTEGRATION_TEMPORARY_FOLDER_HPP

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

/// An empty folder, removed with all that is in it at the end.
class temporary_folder
{
public:
    temporary_folder()
    {
        std::string path = std::filesystem::temp_directory_path() / "acs-test-XXXXXX";
        if (!::mkdtemp(path.data()))
            throw std::runtime_error("mkdtemp");
        path_ = path;
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string operator/(std::string_view name) const { return path_ / name; }

    static std::string read(const std::string& path)
    {
        std::ifstream file(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    }
    static void write(const std::string& path, std::string_view text)
    {
        std::ofstream(path, std::ios::binary) << text;
    }

private:
    std::filesystem::path path_;
};

#endif
