#ifndef ACS_PIPELINE_USER_AGENT_HPP
#define ACS_PIPELINE_USER_AGENT_HPP

#include <string>
#include <string_view>

namespace acs::pipeline {

// `[<application id> ]azsdk-cpp-communication-identity/<version> (<system> <release> <machine>; Cpp/<language
// version>)`, as the Azure SDKs write it. The id is cut to 24 characters; characters that a header can't have
// are left out.
std::string make_user_agent(std::string_view application_id);

} // namespace acs::pipeline

#endif
