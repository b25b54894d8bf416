#include "emulator/program/ready_file.hpp"

#include "emulator/server/atomic_file.hpp"

#include <boost/json.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <unistd.h>
#include <utility>

namespace acs::emulation {

ready_file::ready_file(std::string path, std::string_view announcement) : path_(std::move(path))
{
    if (!path_.empty())
        write_atomic_file(path_, announcement);
}

ready_file::~ready_file()
{
    if (!path_.empty() && is_ours())
        std::remove(path_.c_str());
}

bool ready_file::is_ours() const
{
    try {
        std::ifstream file(path_, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        return boost::json::parse(text).at("pid") == ::getpid();
    } catch (const std::exception&) {
        return false;
    }
}

} // namespace acs::emulation
