#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "directory/directory.hpp"

/// The methods of members.
namespace emulator {

boost::json::value members_list(const Call& call);
boost::json::value members_has_member(const Call& call);

boost::json::object member_json(const Emulator& emulator, const Workspace& workspace, const Member& member);

}  // namespace emulator
