#include "peers/peers_options.hpp"

#include "comparison/arguments.hpp"

peers_options peers_options::parse(int argc, char** argv)
{
    arguments given(argc, argv, "--quick ");
    peers_options made;
    if (given.flag("--quick")) // to see that all works; the figures are poor
        made = {.rounds = 2, .seconds_per_run = 0.3, .concurrencies = {1, 16, 64}, .rates = {100, 1000}};
    made.help = given.wants_help();
    given.read_positive(
        {{"--rounds", &made.rounds},
         {"--seconds-per-run", &made.seconds_per_run},
         {"--c", &made.concurrencies},
         {"--rates", &made.rates}});
    made.programs = given.texts("--programs", made.programs);
    made.out = given.text("--out", made.out);
    given.text("--azure-sdk", ""); // prepare.bash has built what is measured
    given.finish();
    return made;
}
