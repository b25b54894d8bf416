// Fills the state folder of a token service as if it had served many users for hours, and the emulator with
// their identities. Prints one line of JSON. See docs/benchmarks.md.

#include "service/seeding/seeding.hpp"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>

int main(int argc, char** argv)
{
    try {
        seeding made(seed_options::parse(argc, argv));
        made.run();
        std::cout << made.report() << std::endl;
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& wrong) {
        std::cerr
            << "seed_service: " << wrong.what()
            << "\nusage: seed_service --connection-string TEXT --ca FILE --state-dir DIR --sessions FILE"
               " --identities N [--oldest HOURS] [--youngest HOURS] [--concurrency N]\n";
        return 2;
    } catch (const std::exception& exception) {
        std::cerr << "seed_service: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}
