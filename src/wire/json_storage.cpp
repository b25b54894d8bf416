#include "wire/json_storage.hpp"

#include <boost/json/memory_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serializer.hpp>
#include <new>
#include <openssl/crypto.h>

namespace acs::wire {

namespace {

class wiping_resource final : public boost::json::memory_resource
{
    // Boost.JSON never needs more than the default alignment, and does not always give back with the
    // alignment it asked with.
    void* do_allocate(std::size_t size, std::size_t) override { return ::operator new(size); }
    void do_deallocate(void* memory, std::size_t size, std::size_t) override
    {
        OPENSSL_cleanse(memory, size);
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

std::optional<boost::json::value> parse_json(std::string_view text)
{
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    boost::json::parse_options options;
    options.allow_invalid_utf8 = true;
    options.max_depth = 100;
    boost::system::error_code ec;
    boost::json::value parsed =
        boost::json::parse(boost::json::string_view(text.data(), text.size()), ec, wiping_storage(), options);
    if (ec)
        return std::nullopt;
    return parsed;
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
