#include "wire/json_storage.hpp"

#include <boost/json/memory_resource.hpp>
#include <boost/json/serializer.hpp>
#include <new>
#include <openssl/crypto.h>

namespace acs::wire {

namespace {

class wiping_resource final : public boost::json::memory_resource
{
    void* do_allocate(std::size_t size, std::size_t alignment) override
    {
        return ::operator new(size, std::align_val_t(alignment));
    }
    void do_deallocate(void* memory, std::size_t size, std::size_t alignment) override
    {
        OPENSSL_cleanse(memory, size);
        ::operator delete(memory, std::align_val_t(alignment));
    }
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

} // namespace

boost::json::storage_ptr wiping_storage()
{
    static wiping_resource resource;
    return &resource;
}

void append_json(const boost::json::value& value, wiping_string& to)
{
    boost::json::serializer serializer;
    serializer.reset(&value);
    char piece[1024];
    while (!serializer.done())
        to.append(serializer.read(piece));
    OPENSSL_cleanse(piece, sizeof(piece));
}

} // namespace acs::wire
