#include "wire/json_document.hpp"

#include "wire/json_storage.hpp"

#include <algorithm>
#include <boost/json/parser.hpp>
#include <string.h> // explicit_bzero

namespace acs::wire {

namespace {

// Boost.JSON puts strings with escapes together in a buffer of 4 KiB on the stack, below the frames of the
// levels that the text has.
template <std::size_t Size>
[[gnu::noinline]] void wipe_stack()
{
    char frame[Size];
    ::explicit_bzero(frame, sizeof(frame));
}

void wipe_after_parsing(std::string_view text)
{
    if (text.find('\\') == std::string_view::npos)
        return;
    const auto levels = std::count(text.begin(), text.end(), '{') + std::count(text.begin(), text.end(), '[');
    if (levels <= 8)
        wipe_stack<10 * 1024>();
    else
        wipe_stack<32 * 1024>(); // for the deepest that is read
}

} // namespace

json_document::json_document(std::string_view text) : memory_(buffer_, sizeof(buffer_), wiping_storage())
{
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    boost::json::parse_options options;
    options.allow_invalid_utf8 = true;
    options.max_depth = 100;
    unsigned char unfinished[2048]; // values and texts that are still being read
    {
        boost::json::parser parser(wiping_storage(), options, unfinished, sizeof(unfinished));
        parser.reset(&memory_);
        boost::system::error_code ec;
        parser.write(boost::json::string_view(text.data(), text.size()), ec);
        if (!ec)
            root_.emplace(parser.release());
    }
    ::explicit_bzero(unfinished, sizeof(unfinished));
    wipe_after_parsing(text);
}

json_document::~json_document()
{
    root_.reset();
    ::explicit_bzero(buffer_, sizeof(buffer_));
}

} // namespace acs::wire
