#include "wire/tracestate.hpp"

#include <doctest/doctest.h>
#include <string>

using acs::wire::is_tracestate;

namespace {

std::string members(int count)
{
    std::string list;
    for (int i = 0; i < count; ++i)
        list += (i == 0 ? "k" : ",k") + std::to_string(i) + "=v";
    return list;
}

} // namespace

TEST_CASE("tracestate: what is passed on")
{
    for (const std::string& text : {
             std::string("congo=t61rcWkgMzE"),
             std::string("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"),
             std::string("rojo=1 , congo=2"),
             std::string("foo=1,,bar=2,"),
             std::string(" foo=1 "),
             std::string("0vendor/x@tenant-1*_=!#$%&'()*+-./:;<>?@[]^_`{|}~"),
             std::string("foo=a b"),
             "a=" + std::string(256, 'v'),
             std::string(256, 'k') + "=" + std::string(255, 'v'),
             members(32),
         }) {
        CAPTURE(text);
        CHECK(is_tracestate(text));
    }
}

TEST_CASE("tracestate: what is refused")
{
    for (const std::string& text : {
             std::string(),
             std::string(" "),
             std::string(",,"),
             std::string("foo"),
             std::string("foo="),
             std::string("foo= "),
             std::string("=1"),
             std::string("Foo=1"),
             std::string("foo =1"),
             std::string("@foo=1"),
             std::string("fo\xc3\xb6=1"),
             std::string("foo=\xc3\xb6"),
             std::string("foo=1=2"),
             std::string("foo=1;bar\r\nX: y"),
             std::string("foo=1\n"),
             std::string("foo=1,\tbar=2"),
             std::string("foo=1\0", 6),
             std::string("foo=1,foo=2"),
             "a=" + std::string(257, 'v'),
             std::string(257, 'k') + "=v",
             members(33),
             members(32) + std::string(512, ' '),
         }) {
        CAPTURE(text);
        CHECK_FALSE(is_tracestate(text));
    }
}
