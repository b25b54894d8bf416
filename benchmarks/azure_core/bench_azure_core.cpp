// The same load as bench_client's on azure-core, the base of the Azure SDK for C++: a thread for each call at
// a time, since its calls block. Each request is signed anew as in bench_hand_written, each answer is parsed.
// Prints the same line of JSON. Built by build.bash.

#include "azure_core/thread_load.hpp"
#include "azure_core/token_pipeline.hpp"
#include "load/load_main.hpp"

#include <iostream>
#include <string_view>

namespace {

void run(const load_options& options)
{
    const token_pipeline tokens(options);
    thread_load(options, [&tokens] { tokens.get_token(); }).run();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 2 && argv[1] == std::string_view("--version")) {
        std::cout << AZURE_CORE_VERSION << '\n';
        return 0;
    }
    return load_main("bench_azure_core", argc, argv, run);
}
