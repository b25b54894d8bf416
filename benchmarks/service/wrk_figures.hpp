#ifndef BENCHMARKS_SERVICE_WRK_FIGURES_HPP
#define BENCHMARKS_SERVICE_WRK_FIGURES_HPP

#include "service/measured_server.hpp"

#include <boost/json/object.hpp>
#include <cstddef>
#include <string>

/// wrk against a server: as many requests as it bears over so many connections, on the last processor.
/// \param session_file whose tokens are asked for, in turn.
/// \return the figures of a `load` line, without server, round and memory.
/// \throws std::runtime_error if wrk fails or nothing was answered.
boost::json::object wrk_figures(
    const measured_server& server, const std::string& session_file, std::size_t connections, double seconds);

#endif
