#ifndef EXAMPLES_TOKEN_SERVICE_DESCRIPTOR_LIMIT_HPP
#define EXAMPLES_TOKEN_SERVICE_DESCRIPTOR_LIMIT_HPP

#include <cstddef>

namespace token_service {

/// Lets the process have as many descriptors as it may give itself; often only 1024 are allowed at first,
/// for programs that use select(). \return how many it may have.
std::size_t raise_descriptor_limit();

} // namespace token_service

#endif
