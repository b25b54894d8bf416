#include "comparison/node_versions.hpp"

#include "comparison/first_line.hpp"

#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>

void add_node_versions(
    boost::json::object& to, const std::string& folder, const std::vector<std::string>& packages)
{
    const std::string node = first_line({"node", {"--version"}, {}, {}});
    if (!node.empty())
        to["node"] = node.substr(node.starts_with('v') ? 1 : 0);
    for (const std::string& package : packages) {
        std::ifstream file(BENCHMARKS_FOLDER "/" + folder + "/node_modules/" + package + "/package.json");
        const std::string text(std::istreambuf_iterator<char>(file), {});
        if (!text.empty())
            to[package] = boost::json::parse(text).at("version");
    }
}
