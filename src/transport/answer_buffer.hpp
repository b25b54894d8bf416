#ifndef ACS_TRANSPORT_ANSWER_BUFFER_HPP
#define ACS_TRANSPORT_ANSWER_BUFFER_HPP

#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <memory>
#include <span>

namespace acs::transport {

// An answer in clear text, as far as it has not been parsed. It grows with a large head. What was in it is
// wiped: it may be a token.
class answer_buffer
{
public:
    // Room for so many bytes in the end.
    explicit answer_buffer(std::size_t most);
    answer_buffer(const answer_buffer&) = delete;
    answer_buffer& operator=(const answer_buffer&) = delete;
    ~answer_buffer();

    boost::asio::const_buffer unparsed() const { return {bytes_.get() + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }
    void parsed(std::size_t count) { begin_ += count; }

    // Where to put further bytes; empty if there are as many as there may be.
    std::span<char> room();
    void add(std::size_t count);

    // True if bytes were added since the last wipe.
    bool was_used() const { return filled_ > 0; }
    void wipe();

private:
    const std::size_t most_;
    std::size_t capacity_;
    std::unique_ptr<char[]> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t filled_ = 0; // how far it has been written to since the last wipe
};

} // namespace acs::transport

#endif
