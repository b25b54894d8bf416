#ifndef TESTS_INTEGRATION_SOAK_JOURNAL_HPP
#define TESTS_INTEGRATION_SOAK_JOURNAL_HPP

#include "soak_call.hpp"

#include <acs/emulator.hpp>

#include <boost/json/value.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

/// What the emulator's journal says about a soak's calls, and whether the calls agree.
class soak_journal
{
public:
    /// Reads the emulator's journal and statistics. Nothing may be under way.
    explicit soak_journal(acs::emulator& server);

    /// Adds what is wrong to `complaints`. \param lossy whether attempts may be lost on the way.
    void check(const soak_call& call, bool lossy, std::vector<std::string>& complaints);
    /// The same for the counts, after all calls that make identities. The journal has to go back to the
    /// service's beginning.
    void check_totals(std::vector<std::string>& complaints) const;

    int requests() const { return recorded_; }

private:
    struct traces
    {
        unsigned requests = 0;
        unsigned executed = 0;
    };

    void add(const boost::json::value& entry);
    static bool was_executed(const boost::json::value& entry);

    std::map<std::string, traces, std::less<>> by_id_;
    std::map<std::string, int> by_operation_;
    std::set<std::string, std::less<>> deleted_; // targets
    std::set<std::string, std::less<>> custom_ids_;
    int created_ = 0; // without those with custom ids, once they are known
    int recorded_ = 0;
    int forgotten_ = 0;
    boost::json::value stats_;
};

#endif
