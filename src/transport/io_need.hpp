#ifndef ACS_TRANSPORT_IO_NEED_HPP
#define ACS_TRANSPORT_IO_NEED_HPP

namespace acs::transport {

// What an operation that never waits needs to go on.
enum class io_need
{
    nothing,  // it is complete, or has failed
    readable, // bytes from the peer
    writable, // room in the socket's send buffer
};

} // namespace acs::transport

#endif
