#include "comparison/plain_environment.hpp"

#include <cstdlib>
#include <initializer_list>

void make_environment_plain()
{
    for (const char* name :
         {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "NODE_OPTIONS",
          "PYTHONPATH", "PYTHONHOME"})
        ::unsetenv(name);
}
