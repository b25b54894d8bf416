#include "peers/peers_options.hpp"

#include "comparison/arguments.hpp"

#include <algorithm>
#include <stdexcept>

namespace {

bool any_zero(const auto& values)
{
    return std::any_of(values.begin(), values.end(), [](auto value) { return value <= 0; });
}

} // namespace

const char* const peers_options::usage = "peers [--rounds N] [--seconds-per-run S] [--c N,N...] [--rates "
                                         "R,R...|none] [--programs NAME,NAME...] [--quick] "
                                         "[--out FILE] [--azure-sdk CHECKOUT]";

peers_options peers_options::parse(int argc, char** argv)
{
    arguments given(argc, argv, "--quick ");
    peers_options made;
    if (given.flag("--quick")) { // to see that all works; the figures are poor
        made.rounds = 2;
        made.seconds_per_run = 0.3;
        made.concurrencies = {1, 16, 64};
        made.rates = {100, 1000};
    }
    made.rounds = given.count("--rounds", made.rounds);
    made.seconds_per_run = given.number("--seconds-per-run", made.seconds_per_run);
    made.concurrencies = given.counts("--c", made.concurrencies);
    made.rates = given.numbers("--rates", made.rates);
    made.programs = given.texts("--programs", made.programs);
    made.out = given.text("--out", made.out);
    given.text("--azure-sdk", ""); // prepare.bash has built what is measured
    given.finish();
    if (made.rounds == 0 || made.seconds_per_run <= 0 || any_zero(made.concurrencies) || any_zero(made.rates))
        throw std::invalid_argument("an option is out of range");
    return made;
}
