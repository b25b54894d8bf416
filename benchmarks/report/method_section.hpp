#ifndef BENCHMARKS_REPORT_METHOD_SECTION_HPP
#define BENCHMARKS_REPORT_METHOD_SECTION_HPP

#include <iosfwd>

namespace report {

class raw_file;

/// How clients and token service were measured.
void write_method(std::ostream& to, const raw_file& peers, const raw_file& service);

} // namespace report

#endif
