#ifndef ACS_EMULATOR_ENTRA_ENTRA_REFUSALS_HPP
#define ACS_EMULATOR_ENTRA_ENTRA_REFUSALS_HPP

#include "emulator/entra/entra_error.hpp"

#include <string>
#include <string_view>

/// What Entra's token endpoint refuses, with the status and the number that Entra has for it. The numbers are
/// those of its published list of errors; the texts are shorter than Entra's.
namespace acs::emulation::entra_refusals {

entra_error wrong_method(std::string_view method);
entra_error missing_parameter(std::string_view name);
entra_error repeated_parameter(std::string_view name);
entra_error malformed_tenant(std::string_view tenant);
entra_error no_tenant();
entra_error unknown_tenant(std::string_view tenant);
entra_error unknown_app(std::string_view client_id, std::string_view tenant);
entra_error unsupported_grant(std::string_view grant);
entra_error no_proof();
entra_error wrong_secret(std::string_view client_id);
entra_error unsupported_assertion_type(std::string_view type);
entra_error malformed_assertion(std::string_view what);
/// \param reason as in `[Reason - ...]`.
entra_error unknown_key(std::string_view reason, std::string_view thumbprint);
entra_error wrong_signature(std::string_view thumbprint);
entra_error outside_validity(std::string_view now, std::string_view from, std::string_view to);
entra_error wrong_audience(std::string_view audience, std::string_view expected);
entra_error wrong_subject();
entra_error foreign_issuer(std::string_view issuer);
entra_error foreign_audience(std::string_view audience);
entra_error foreign_subject(std::string_view subject);
entra_error scope_without_default(std::string_view scope);
entra_error several_scopes(std::string_view scopes);
entra_error unsupported_resource();
entra_error malformed_claims();

} // namespace acs::emulation::entra_refusals

#endif
