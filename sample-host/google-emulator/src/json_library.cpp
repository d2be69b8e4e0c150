// Boost.JSON as a header-only library: its definitions, once in the program.
#include <boost/json/src.hpp>
