#ifndef BENCHMARKS_COMPARISON_NODE_VERSIONS_HPP
#define BENCHMARKS_COMPARISON_NODE_VERSIONS_HPP

#include <boost/json/object.hpp>
#include <string>
#include <vector>

/// Adds the versions of Node and of packages as they are installed in a folder of benchmarks/; none for what
/// isn't there.
void add_node_versions(
    boost::json::object& to, const std::string& folder, const std::vector<std::string>& packages);

#endif
