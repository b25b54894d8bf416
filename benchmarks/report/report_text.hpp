#ifndef BENCHMARKS_REPORT_REPORT_TEXT_HPP
#define BENCHMARKS_REPORT_REPORT_TEXT_HPP

#include <iosfwd>
#include <vector>

namespace report {

class raw_file;
struct target;

/// What the report says beside its figures.
class report_text
{
public:
    report_text(const raw_file& peers, const raw_file& service) : peers_(peers), service_(service) {}

    void write_targets(std::ostream& to, const std::vector<target>& judged) const;
    /// If there are fewer than five.
    void write_warning(std::ostream& to, const char* of, std::size_t rounds) const;
    void write_machine(std::ostream& to) const;
    static void write_again(std::ostream& to);

private:
    const raw_file& peers_;
    const raw_file& service_;
};

} // namespace report

#endif
