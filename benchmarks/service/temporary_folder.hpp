#ifndef BENCHMARKS_SERVICE_TEMPORARY_FOLDER_HPP
#define BENCHMARKS_SERVICE_TEMPORARY_FOLDER_HPP

#include <string>

/// A folder that goes with the object, and all that is in it.
class temporary_folder
{
public:
    /// \throws std::system_error
    temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder();

    /// The path of something in it.
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

#endif
