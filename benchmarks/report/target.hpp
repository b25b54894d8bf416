#ifndef BENCHMARKS_REPORT_TARGET_HPP
#define BENCHMARKS_REPORT_TARGET_HPP

#include <string>

namespace report {

/// What was aimed at, and what was measured.
struct target
{
    enum class verdict : unsigned char
    {
        not_measured,
        met,
        missed
    };

    std::string aim;
    std::string limit;
    std::string measured; ///< empty if it was not
    verdict judged = verdict::not_measured;

    const char* text() const
    {
        switch (judged) {
        case verdict::met:
            return "met";
        case verdict::missed:
            return "**MISSED**";
        case verdict::not_measured:
            break;
        }
        return measured.empty() ? "not measured" : "not judged";
    }
    void judge(bool within)
    {
        if (!within)
            judged = verdict::missed;
        else if (judged == verdict::not_measured)
            judged = verdict::met;
    }
};

} // namespace report

#endif
