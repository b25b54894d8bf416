#ifndef BENCHMARKS_SERVICE_SEEDING_SEED_OPTIONS_HPP
#define BENCHMARKS_SERVICE_SEEDING_SEED_OPTIONS_HPP

#include <cstddef>
#include <string>

/// What seed_service is told.
struct seed_options
{
    /// \throws std::invalid_argument
    static seed_options parse(int argc, char** argv);

    std::string connection_string;
    std::string ca_file;
    std::string state_folder; ///< of the token service
    std::string session_file; ///< gets a session of each user, a line each
    std::size_t identities = 0;
    double oldest_hours = 0; ///< how long ago the first token was issued
    double youngest_hours = 0;
    std::size_t concurrency = 0;
};

#endif
