#ifndef BENCHMARKS_LOAD_PROGRAM_HPP
#define BENCHMARKS_LOAD_PROGRAM_HPP

#include "load/load_options.hpp"
#include "load/load_report.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>

/// One of the workers of a load: makes calls as long as `left` is not zero.
/// Load has the members `left` and `report`, and is run by workers `Load::work(load*)`.
template <class Load>
void run_load(boost::asio::io_context& context, Load& load, const load_options& options)
{
    std::exception_ptr failure;
    for (std::size_t i = 0; i < options.concurrency; ++i)
        boost::asio::co_spawn(context, Load::work(&load), [&](std::exception_ptr thrown) {
            if (thrown && !failure) {
                failure = thrown;
                load.left = 0;
            }
        });
    load.report.begin();
    context.run();
    load.report.end();
    if (failure)
        std::rethrow_exception(failure);
    load.report.print(std::cout, options.calls, options.concurrency);
}

/// What the main function of a load program does.
template <class Run>
int load_main(const char* name, int argc, char** argv, Run run)
{
    try {
        run(load_options::parse(argc, argv));
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& wrong) {
        std::cerr << name << ": " << wrong.what() << "\nusage: " << name
                  << " --connection-string TEXT [--ca FILE] --user ID --n CALLS --c CALLS-AT-A-TIME\n";
        return 2;
    } catch (const std::exception& exception) {
        std::cerr << name << ": " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}

#endif
