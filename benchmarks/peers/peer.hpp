#ifndef BENCHMARKS_PEERS_PEER_HPP
#define BENCHMARKS_PEERS_PEER_HPP

#include "comparison/command.hpp"
#include "comparison/service_process.hpp"

#include <string>
#include <vector>

/// A program that the library is compared with, or the library's own.
class peer
{
public:
    /// All that could be compared, the library first.
    static std::vector<peer> all();

    /// Debian's packages are for this Python, not for the first of PATH.
    static const char* python();
    /// Of the checkout that the program was built of; empty: it is not there.
    static std::string azure_core_version();

    const std::string& name() const { return name_; }
    /// What people call it.
    const std::string& title() const { return title_; }

    /// Whether nobody would use it as it is: it shows what a call costs at least.
    bool is_floor() const { return kind_ == kind::floor; }

    /// Why it can't be run here; empty: it can.
    std::string missing() const;
    /// What starts it, on these processors.
    command start(const service_process& service, const std::vector<int>& processors) const;

private:
    enum class kind
    {
        program, // in the folder of this one
        floor,   // the same
        javascript,
        python
    };

    peer(const char* name, const char* title, kind of) : name_(name), title_(title), kind_(of) {}

    std::string name_;
    std::string title_;
    kind kind_;
};

#endif
