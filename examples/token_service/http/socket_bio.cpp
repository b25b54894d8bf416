#include "socket_bio.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <openssl/bio.h>
#include <sys/socket.h>
#include <sys/types.h>

namespace token_service {

namespace {

int descriptor_of(BIO* bio)
{
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

bool may_work_later()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int read_socket(BIO* bio, char* into, int size)
{
    BIO_clear_retry_flags(bio);
    const ssize_t got = recv(descriptor_of(bio), into, static_cast<std::size_t>(size), MSG_DONTWAIT);
    if (got < 0 && may_work_later())
        BIO_set_retry_read(bio);
    else if (got == 0)
        BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(got);
}

int write_socket(BIO* bio, const char* from, int size)
{
    BIO_clear_retry_flags(bio);
    const ssize_t sent =
        send(descriptor_of(bio), from, static_cast<std::size_t>(size), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && may_work_later())
        BIO_set_retry_write(bio);
    return static_cast<int>(sent);
}

long control_socket(BIO* bio, int command, long, void*)
{
    switch (command) {
    case BIO_C_GET_FD:
        return descriptor_of(bio);
    case BIO_CTRL_EOF:
        return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    case BIO_CTRL_FLUSH:
        return 1;
    default:
        return 0;
    }
}

struct free_method
{
    void operator()(BIO_METHOD* method) const { BIO_meth_free(method); }
};
using method_ptr = std::unique_ptr<BIO_METHOD, free_method>;

method_ptr make_method()
{
    method_ptr made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket"));
    if (!made || BIO_meth_set_read(made.get(), read_socket) != 1 ||
        BIO_meth_set_write(made.get(), write_socket) != 1 ||
        BIO_meth_set_ctrl(made.get(), control_socket) != 1)
        throw std::bad_alloc();
    return made;
}

} // namespace

BIO* make_socket_bio(int descriptor)
{
    static const method_ptr method = make_method();
    BIO* const made = BIO_new(method.get());
    if (!made)
        throw std::bad_alloc();
    BIO_set_data(made, reinterpret_cast<void*>(static_cast<std::intptr_t>(descriptor)));
    BIO_set_init(made, 1);
    return made;
}

} // namespace token_service
