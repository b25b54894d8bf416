#ifndef BENCHMARKS_PEERS_RUN_RECORD_HPP
#define BENCHMARKS_PEERS_RUN_RECORD_HPP

#include "peers/peers_options.hpp"

#include <boost/json/object.hpp>

/// The first line of the raw figures: when, where, and which versions were compared.
boost::json::object run_record(const peers_options& options);

#endif
