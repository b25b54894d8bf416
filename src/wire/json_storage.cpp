#include "wire/json_storage.hpp"

#include <boost/json/memory_resource.hpp>
#include <boost/json/serializer.hpp>
#include <new>
#include <string.h> // explicit_bzero

namespace acs::wire {

namespace {

class wiping_resource final : public boost::json::memory_resource
{
    // Boost.JSON never needs more than the default alignment, and does not always give back with the
    // alignment it asked with.
    void* do_allocate(std::size_t size, std::size_t) override { return ::operator new(size); }
    void do_deallocate(void* memory, std::size_t size, std::size_t) override
    {
        ::explicit_bzero(memory, size);
        ::operator delete(memory);
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
    ::explicit_bzero(piece, sizeof(piece));
}

} // namespace acs::wire
