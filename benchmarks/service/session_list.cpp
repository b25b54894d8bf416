#include "service/session_list.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

session_list::session_list(const std::string& path)
{
    std::ifstream file(path);
    text_.assign(std::istreambuf_iterator<char>(file), {});
    for (std::size_t end = text_.find('\n'); end != std::string::npos; end = text_.find('\n', end + 1))
        ends_.push_back(end + 1);
    if (size() == 0)
        throw std::runtime_error("there are no sessions in " + path);
}
