#ifndef ACS_WIRE_HEADER_LIST_HPP
#define ACS_WIRE_HEADER_LIST_HPP

#include "wire/ascii.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs::wire {

// The headers of an answer, in their order, in two pieces of memory.
class header_list
{
public:
    using header = std::pair<std::string_view, std::string_view>; // name and value

    class iterator
    {
    public:
        iterator(const header_list& list, std::size_t at) : list_(&list), at_(at) {}

        header operator*() const { return list_->at(at_); }
        iterator& operator++()
        {
            ++at_;
            return *this;
        }
        friend bool operator==(const iterator& a, const iterator& b) { return a.at_ == b.at_; }

    private:
        const header_list* list_;
        std::size_t at_;
    };

    header_list() = default;
    header_list(std::initializer_list<header> headers)
    {
        for (const auto& [name, value] : headers)
            add(name, value);
    }

    void reserve(std::size_t count, std::size_t bytes)
    {
        places_.reserve(count);
        text_.reserve(bytes);
    }

    void add(std::string_view name, std::string_view value)
    {
        places_.push_back(place{text_.size(), name.size(), value.size()});
        text_.append(name).append(value);
    }

    // The first of this name, whatever the case.
    std::optional<std::string_view> find(std::string_view name) const
    {
        for (const auto& [candidate, value] : *this)
            if (equal_ignoring_case(candidate, name))
                return value;
        return std::nullopt;
    }

    std::size_t size() const { return places_.size(); }
    bool empty() const { return places_.empty(); }
    header at(std::size_t index) const
    {
        const place& found = places_[index];
        const std::string_view text(text_);
        return {
            text.substr(found.begin, found.name_size),
            text.substr(found.begin + found.name_size, found.value_size)};
    }
    iterator begin() const { return {*this, 0}; }
    iterator end() const { return {*this, size()}; }

    friend bool operator==(const header_list&, const header_list&) = default;

private:
    struct place
    {
        std::size_t begin;
        std::size_t name_size;
        std::size_t value_size;

        friend bool operator==(const place&, const place&) = default;
    };

    std::string text_;
    std::vector<place> places_;
};

} // namespace acs::wire

#endif
