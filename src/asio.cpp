// Boost.Asio, compiled once for the whole library: the other files see declarations only
// (BOOST_ASIO_SEPARATE_COMPILATION, a private definition). The symbols are weak, as those of the header-only
// form are. A program that uses Asio header-only, or compiles it separately by itself, therefore links
// without a clash.
#define BOOST_ASIO_DECL __attribute__((weak))
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
