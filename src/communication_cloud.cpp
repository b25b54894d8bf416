#include <acs/communication_cloud.hpp>

namespace acs {

// Ready before anything dynamic: a program's own constants may be made of them.
constinit const communication_cloud communication_cloud::public_cloud(known_name{"public"});
constinit const communication_cloud communication_cloud::dod(known_name{"dod"});
constinit const communication_cloud communication_cloud::gcch(known_name{"gcch"});

communication_cloud::communication_cloud(std::string_view name)
{
    for (const communication_cloud* known : {&public_cloud, &dod, &gcch}) {
        if (known->known_ == name) {
            known_ = known->known_;
            return;
        }
    }
    other_ = name;
}

} // namespace acs
