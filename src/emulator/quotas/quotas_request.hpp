#ifndef ACS_EMULATOR_QUOTAS_REQUEST_HPP
#define ACS_EMULATOR_QUOTAS_REQUEST_HPP

#include "emulator/quotas/quotas.hpp"

#include <boost/json.hpp>

namespace acs::emulation {

/// What a control request for quotas wants; what it does not name stays as in `current`. \throws
/// control_error
quotas::configuration read_quotas(const boost::json::value& body, const quotas::configuration& current);

boost::json::value quotas_json(const quotas::configuration& current);

} // namespace acs::emulation

#endif
