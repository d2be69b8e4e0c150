// The one place in the plugin that holds Boost.JSON's code.
#include <boost/json/src.hpp>
