#include "transport/address_order.hpp"

#include <algorithm>
#include <iterator>

namespace acs::transport {

address_list take_turns(const address_list& addresses, std::size_t most)
{
    address_list first_family;
    address_list other_family;
    for (const auto& address : addresses) {
        address_list& family =
            address.protocol() == addresses.front().protocol() ? first_family : other_family;
        if (std::find(family.begin(), family.end(), address) == family.end())
            family.push_back(address);
    }
    address_list ordered;
    const std::size_t longest = std::max(first_family.size(), other_family.size());
    for (std::size_t i = 0; i < longest; ++i)
        for (const address_list* family : {&first_family, &other_family})
            if (i < family->size() && ordered.size() < most)
                ordered.push_back((*family)[i]);
    return ordered;
}

address_list only_loopback(const address_list& addresses)
{
    address_list kept;
    std::copy_if(addresses.begin(), addresses.end(), std::back_inserter(kept), [](const auto& address) {
        return address.address().is_loopback();
    });
    return kept;
}

} // namespace acs::transport
