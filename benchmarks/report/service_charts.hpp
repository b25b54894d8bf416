#ifndef BENCHMARKS_REPORT_SERVICE_CHARTS_HPP
#define BENCHMARKS_REPORT_SERVICE_CHARTS_HPP

namespace report {

class chart_folder;
class service_figures;

/// service-requests, service-latency, service-cpu (bars).
void draw_service(const service_figures& service, chart_folder& to);

} // namespace report

#endif
