#include "state/ready_file.hpp"

#include "state/whole_file.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <utility>

namespace token_service {

ready_file::ready_file(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text))
{
    if (!path_.empty())
        write_whole_file(path_, text_);
}

ready_file::~ready_file()
{
    std::ifstream file(path_, std::ios::binary);
    const std::string found{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!path_.empty() && found == text_)
        std::remove(path_.c_str());
}

} // namespace token_service
