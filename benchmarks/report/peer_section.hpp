#ifndef BENCHMARKS_REPORT_PEER_SECTION_HPP
#define BENCHMARKS_REPORT_PEER_SECTION_HPP

#include <iosfwd>

namespace report {

class chart_folder;
class peer_figures;

/// What a call costs, with this client and with others.
void write_peers(std::ostream& to, const peer_figures& peers, const chart_folder& charts);

} // namespace report

#endif
