// Load on a token service at a fixed rate of arrival. Prints one line of JSON. See docs/benchmarks.md.

#include "service/open_load.hpp"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <sys/prctl.h>

int main(int argc, char** argv)
{
    try {
        ::prctl(PR_SET_TIMERSLACK, 1); // to wake up when a request is due, not up to 50 us later
        open_load load(open_load_options::parse(argc, argv));
        load.run();
        std::cout << load.report() << std::endl;
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "bench_service_load: " << wrong.what()
                  << "\nusage: bench_service_load --port N --ca FILE --sessions FILE [--rate N] [--seconds N]"
                     " [--warm-up N] [--connections N] [--seed N]\n";
        return 2;
    } catch (const std::exception& exception) {
        std::cerr << "bench_service_load: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}
