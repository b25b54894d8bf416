#include "transport/address_order.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acs::transport;
using boost::asio::ip::make_address;

namespace {

address_list list_of(std::initializer_list<const char*> texts)
{
    address_list made;
    for (const char* text : texts)
        made.emplace_back(make_address(text), boost::asio::ip::port_type(443));
    return made;
}

std::string text_of(const address_list& addresses)
{
    std::string text;
    for (const auto& address : addresses)
        text += (text.empty() ? "" : " ") + address.address().to_string();
    return text;
}

std::string turns(std::initializer_list<const char*> texts, std::size_t most = 16)
{
    return text_of(take_turns(list_of(texts), most));
}

} // namespace

TEST_CASE("address order: the families take turns, the first address's family first")
{
    CHECK(turns({"::1", "::2", "::3", "1.1.1.1", "2.2.2.2"}) == "::1 1.1.1.1 ::2 2.2.2.2 ::3");
    CHECK(turns({"1.1.1.1", "::1", "::2", "::3"}) == "1.1.1.1 ::1 ::2 ::3");
    CHECK(turns({"1.1.1.1", "2.2.2.2", "3.3.3.3", "::1"}) == "1.1.1.1 ::1 2.2.2.2 3.3.3.3");
    CHECK(turns({"2.2.2.2", "1.1.1.1"}) == "2.2.2.2 1.1.1.1");
    CHECK(turns({"::2"}) == "::2");
    CHECK(turns({}).empty());
}

TEST_CASE("address order: each address once, and not more than wanted")
{
    CHECK(turns({"1.1.1.1", "1.1.1.1", "::1", "::1", "2.2.2.2"}) == "1.1.1.1 ::1 2.2.2.2");
    CHECK(turns({"::1", "::2", "::3", "1.1.1.1"}, 3) == "::1 1.1.1.1 ::2");
    CHECK(turns({"::1", "1.1.1.1"}, 0).empty());

    address_list ports = list_of({"127.0.0.1", "127.0.0.1"});
    ports[1].port(444);
    CHECK(take_turns(ports, 16).size() == 2);
}

TEST_CASE("address order: loopback of both families stays, what only looks like it goes")
{
    CHECK(
        text_of(only_loopback(
            list_of({"10.0.0.1", "127.0.0.1", "::1", "127.255.0.2", "fe80::1", "::2", "128.0.0.1"}))) ==
        "127.0.0.1 ::1 127.255.0.2");
    CHECK(only_loopback(list_of({"10.0.0.1", "::ffff:10.0.0.1"})).empty());
}
