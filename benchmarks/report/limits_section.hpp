#ifndef BENCHMARKS_REPORT_LIMITS_SECTION_HPP
#define BENCHMARKS_REPORT_LIMITS_SECTION_HPP

#include <iosfwd>

namespace report {

class raw_file;

/// What the figures do not show.
void write_limits(std::ostream& to, const raw_file& peers, const raw_file& service);

} // namespace report

#endif
