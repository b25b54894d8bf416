#ifndef BENCHMARKS_REPORT_PEER_CHARTS_HPP
#define BENCHMARKS_REPORT_PEER_CHARTS_HPP

namespace report {

class chart_folder;
class peer_figures;

/// cpu-per-call (bars), cpu-by-concurrency, memory-by-concurrency, latency-by-rate.
void draw_peers(const peer_figures& peers, chart_folder& to);

} // namespace report

#endif
