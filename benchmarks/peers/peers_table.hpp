#ifndef BENCHMARKS_PEERS_PEERS_TABLE_HPP
#define BENCHMARKS_PEERS_PEERS_TABLE_HPP

#include "peers/load_point.hpp"
#include "peers/peer.hpp"

#include <boost/json/object.hpp>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

/// The programs at one load beside each other: medians, and how many times what the library takes.
class peers_table
{
public:
    peers_table(const std::vector<peer>& programs, const load_point& point);

    void add(const std::string& program, boost::json::object figures);
    void print(std::ostream& to) const;

private:
    double figure(const std::string& program, const char* name) const;
    void print_row(std::ostream& to, const peer& program) const;

    const std::vector<peer>& programs_;
    const load_point point_;
    std::map<std::string, std::vector<boost::json::object>> runs_;
};

#endif
