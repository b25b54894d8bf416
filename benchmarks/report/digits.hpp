#ifndef BENCHMARKS_REPORT_DIGITS_HPP
#define BENCHMARKS_REPORT_DIGITS_HPP

#include "report/spread.hpp"

#include <string>

namespace report {

/// Three significant digits, never as a power of ten: 12,300 or 0.0123. Empty for what is not a number.
std::string digits(double value);
/// The same, with a digit more if without it the value would look like the limit, which it isn't.
std::string digits_beside(double value, double limit);
/// A count, whole.
std::string whole(double value);
/// The median; empty if there is none.
std::string median(const spread& of);
/// The least and the most.
std::string extremes(const spread& of);

} // namespace report

#endif
