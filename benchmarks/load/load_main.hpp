#ifndef BENCHMARKS_LOAD_MAIN_HPP
#define BENCHMARKS_LOAD_MAIN_HPP

#include "load/load_options.hpp"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>

/// What the main function of a load program does.
template <class Run>
int load_main(const char* name, int argc, char** argv, Run run)
{
    try {
        run(load_options::parse(argc, argv));
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& wrong) {
        std::cerr << name << ": " << wrong.what() << "\nusage: " << name << ' ' << load_options::usage
                  << '\n';
        return 2;
    } catch (const std::exception& exception) {
        std::cerr << name << ": " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}

#endif
