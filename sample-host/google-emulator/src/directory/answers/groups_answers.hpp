#pragma once

#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "directory/directory.hpp"

/// The methods of groups.
namespace emulator {

boost::json::value groups_list(const Call& call);
boost::json::value groups_get(const Call& call);

/// Finds a group by its key. Throws Google's error for a foreign or unknown one.
Index group_by_key(const Call& call, const std::string& key);

boost::json::object group_json(const Emulator& emulator, const Workspace& workspace, Index group);

}  // namespace emulator
