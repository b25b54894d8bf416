#include <cstdlib>
#include <initializer_list>

namespace {

// The servers of the tests are on loopback; a proxy that the environment names for other places does not
// serve them. Forgotten before main(), while there is one thread.
const bool forgotten = [] {
    for (const char* const name : {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"})
        ::unsetenv(name);
    return true;
}();

} // namespace
