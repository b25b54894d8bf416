#ifndef ACS_TESTS_UNIT_VECTORS_HPP
#define ACS_TESTS_UNIT_VECTORS_HPP

#include <boost/json/parse.hpp>
#include <fstream>
#include <sstream>
#include <string>

// The array in a file of tests/vectors.
inline boost::json::array read_vectors(const std::string& name)
{
    std::ifstream file(std::string(TEST_VECTORS_DIR) + "/" + name);
    std::ostringstream text;
    text << file.rdbuf();
    return boost::json::parse(text.str()).as_array();
}

inline std::string text_of(const boost::json::value& object, const char* name)
{
    return std::string(object.at(name).as_string());
}

#endif
