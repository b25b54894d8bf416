#ifndef BENCHMARKS_SERVICE_SESSION_LIST_HPP
#define BENCHMARKS_SERVICE_SESSION_LIST_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The sessions in a file, a line each. There may be a million: they are kept in one piece.
class session_list
{
public:
    /// \throws std::runtime_error if there are none.
    explicit session_list(const std::string& path);

    std::size_t size() const { return ends_.size() - 1; }
    std::string_view operator[](std::size_t i) const
    {
        return std::string_view(text_).substr(ends_[i], ends_[i + 1] - ends_[i] - 1);
    }

private:
    std::string text_;
    std::vector<std::size_t> ends_{0};
};

#endif
