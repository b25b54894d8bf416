#ifndef ACS_VERSION_HPP
#define ACS_VERSION_HPP

/// The version of the library, `major.minor.patch`. The build reads it from here.
#define ACS_IDENTITY_VERSION "0.1.0"

#endif
