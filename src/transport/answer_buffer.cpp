#include "transport/answer_buffer.hpp"

#include <algorithm>
#include <cstring>
#include <string.h> // explicit_bzero
#include <utility>

namespace acs::transport {

namespace {

// Room for an answer of the service, which has about 2 KiB.
constexpr std::size_t usual_answer = 4 * 1024;

} // namespace

answer_buffer::answer_buffer(std::size_t most)
    : most_(most), capacity_(std::min(usual_answer, most)),
      bytes_(std::make_unique_for_overwrite<char[]>(capacity_))
{}

answer_buffer::~answer_buffer()
{
    wipe();
}

std::span<char> answer_buffer::room()
{
    if (begin_ > 0) {
        std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == capacity_ && capacity_ < most_) {
        const std::size_t larger = std::min(2 * capacity_, most_);
        auto grown = std::make_unique_for_overwrite<char[]>(larger);
        std::memcpy(grown.get(), bytes_.get(), end_);
        ::explicit_bzero(bytes_.get(), filled_);
        bytes_ = std::move(grown);
        capacity_ = larger;
        filled_ = end_;
    }
    return {bytes_.get() + end_, capacity_ - end_};
}

void answer_buffer::add(std::size_t count)
{
    end_ += count;
    filled_ = std::max(filled_, end_);
}

void answer_buffer::wipe()
{
    ::explicit_bzero(bytes_.get(), filled_);
    begin_ = end_ = filled_ = 0;
}

} // namespace acs::transport
