#ifndef BENCHMARKS_REPORT_SERVICE_SECTION_HPP
#define BENCHMARKS_REPORT_SERVICE_SECTION_HPP

#include <iosfwd>

namespace report {

class chart_folder;
class service_figures;

/// The token service under load, beside its limit and beside Node.
void write_service(std::ostream& to, const service_figures& service, const chart_folder& charts);

} // namespace report

#endif
