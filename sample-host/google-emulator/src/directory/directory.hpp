#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include "common/errors.hpp"
#include "emulator.hpp"

/// Shared by the directory's methods.
namespace emulator {

/// The caller, according to the token.
struct Caller {
  Workspace* workspace = nullptr;
  std::string subject;
  bool admin = false;
  bool service_account = false;
  std::optional<Index> only_unit;  ///< a delegated administrator's own unit, if a switch limits access to it
};

/// One request to a method of the directory that is allowed to run.
struct Call {
  Emulator& emulator;
  const MethodRule& method;
  const Parameters& path;
  const Parameters& query;
  const FieldMask& mask;
  const Caller& caller;
  Workspace& workspace;
  /// Memory of the answer, released at once with it.
  boost::json::storage_ptr memory;
};

boost::json::value users_list(const Call& call);
boost::json::value users_get(const Call& call);
boost::json::value groups_list(const Call& call);
boost::json::value groups_get(const Call& call);
boost::json::value members_list(const Call& call);
boost::json::value members_has_member(const Call& call);
boost::json::value units_list(const Call& call);
boost::json::value units_get(const Call& call);
boost::json::value customers_get(const Call& call);
boost::json::value domains_list(const Call& call);

/// Returns the user as Google shows it, with the members that `mask` selects.
boost::json::object user_json(const Emulator& emulator, const Workspace& workspace, Index user,
                              const FieldMask& mask, boost::json::storage_ptr memory = {});
boost::json::object group_json(const Emulator& emulator, const Workspace& workspace, Index group);
boost::json::object unit_json(const Emulator& emulator, const Workspace& workspace, Index unit);
boost::json::object member_json(const Emulator& emulator, const Workspace& workspace, const Member& member);

/// A quoted etag that follows the revision, unless a switch says otherwise.
std::string make_etag(const Emulator& emulator, const std::string& id, std::uint64_t revision);

/// Checks a customer id or `my_customer`; throws ApiError.
void check_customer(const Call& call, const std::string& customer, const ApiError& unknown);
/// Checks `customer` and `domain` of a list; throws ApiError.
void check_list_owner(const Call& call);
/// Finds a group by its key. Throws Google's error for a foreign or unknown one.
Index group_by_key(const Call& call, const std::string& key);

}  // namespace emulator
