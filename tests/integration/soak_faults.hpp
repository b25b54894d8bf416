#ifndef TESTS_INTEGRATION_SOAK_FAULTS_HPP
#define TESTS_INTEGRATION_SOAK_FAULTS_HPP

#include "soak_pace.hpp"
#include "soak_random.hpp"

#include <string>
#include <string_view>

/// The faults of a soak.
class soak_faults
{
public:
    /// \param silent whether connections may be closed unannounced. Then an attempt may be lost on the way,
    /// and the emulator sees fewer of them than the client makes.
    soak_faults(soak_pace pace, bool silent) : pace_(pace), silent_(silent) {}

    /// A new fault plan, as JSON: a few rules that act now and then.
    std::string draw(soak_random& random) const;

    /// Whether a request that met this kind was carried out. In a soak that is the same for all its requests.
    static bool executes(std::string_view kind);

private:
    std::string rule(soak_random& random) const;
    static std::string challenge(soak_random& random);

    soak_pace pace_;
    bool silent_;
};

#endif
