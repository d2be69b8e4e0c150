#pragma once

#include <boost/json/value.hpp>

#include "directory/directory.hpp"

/// The methods of users.
namespace emulator {

boost::json::value users_list(const Call& call);
boost::json::value users_get(const Call& call);

}  // namespace emulator
