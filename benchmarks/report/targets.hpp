#ifndef BENCHMARKS_REPORT_TARGETS_HPP
#define BENCHMARKS_REPORT_TARGETS_HPP

#include "report/target.hpp"

#include <vector>

namespace report {

class peer_figures;
class service_figures;

/// All targets, each judged at 16 and 64 at a time (at all levels that there are if at neither was measured),
/// where the worst counts. Medians are judged as they are, not as they are rounded.
std::vector<target> targets(const peer_figures& peers, const service_figures& service);

} // namespace report

#endif
