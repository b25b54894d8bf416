#ifndef BENCHMARKS_COMPARISON_PLAIN_ENVIRONMENT_HPP
#define BENCHMARKS_COMPARISON_PLAIN_ENVIRONMENT_HPP

/// Takes from this process's environment, and so from its children's, what is meant for other connections, or
/// would change what the interpreters do.
void make_environment_plain();

#endif
