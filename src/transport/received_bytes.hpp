#ifndef ACS_TRANSPORT_RECEIVED_BYTES_HPP
#define ACS_TRANSPORT_RECEIVED_BYTES_HPP

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string.h> // explicit_bzero

namespace acs::transport {

// What a socket has received and nobody has taken yet.
class received_bytes
{
public:
    received_bytes() : bytes_(std::make_unique_for_overwrite<char[]>(size)) {}
    received_bytes(const received_bytes&) = delete;
    received_bytes& operator=(const received_bytes&) = delete;
    ~received_bytes() { ::explicit_bzero(bytes_.get(), size); } // without TLS there may be a token in it

    bool empty() const { return begin_ == end_; }
    // The peer has ended the connection, after the bytes that are here.
    bool ended() const { return ended_; }

    // Where to receive to: never empty while nothing is here.
    boost::asio::mutable_buffer room()
    {
        if (empty())
            begin_ = end_ = 0;
        return {bytes_.get() + end_, size - end_};
    }

    // So many were put there.
    void add(std::size_t count) { end_ += count; }
    void end() { ended_ = true; }

    std::size_t take(char* to, std::size_t most)
    {
        const std::size_t taken = std::min(most, end_ - begin_);
        std::memcpy(to, bytes_.get() + begin_, taken);
        begin_ += taken;
        return taken;
    }

private:
    // An answer of the service comes in one piece of about 2 KiB; a larger one takes several receives.
    static constexpr std::size_t size = 8 * 1024;

    std::unique_ptr<char[]> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool ended_ = false;
};

} // namespace acs::transport

#endif
