#ifndef ACS_PIPELINE_RANDOM_HPP
#define ACS_PIPELINE_RANDOM_HPP

#include <string>

namespace acs::pipeline {

// From [0, 1). For jitter; not for secrets.
double random_fraction();

// A random UUID in its usual form, for request ids.
std::string random_uuid();

} // namespace acs::pipeline

#endif
