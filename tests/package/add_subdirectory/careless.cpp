// A parent's file that would not survive the library's own warnings.
#include <acs/version.hpp>
#include <cstdio>

int main()
{
    int unused;
    unsigned narrowed = -1;
    char version = 0;
    {
        const char* version = ACS_IDENTITY_VERSION;
        std::puts(version);
    }
    short shortened = narrowed;
    return shortened == version;
}
