#pragma once

#include <cstdint>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>

#include "directory/field_mask.hpp"
#include "emulator.hpp"

/// A user as Google shows it.
namespace emulator {

/// Returns the user with the members that `mask` selects.
boost::json::object user_json(const Emulator& emulator, const Workspace& workspace, Index user,
                              const FieldMask& mask, boost::json::storage_ptr memory = {});

/// A quoted etag that follows the revision, unless a switch says otherwise.
std::string make_etag(const Emulator& emulator, const std::string& id, std::uint64_t revision);

}  // namespace emulator
