#pragma once

#include <optional>
#include <string>

#include <boost/json/storage_ptr.hpp>

#include "common/errors.hpp"
#include "directory/field_mask.hpp"
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

/// Answers any request to the directory, and notes in `entry` what was wrong with it.
Answer answer_directory(Emulator& emulator, const Request& request, LoggedRequest& entry);

/// Checks a customer id or `my_customer`; throws ApiError.
void check_customer(const Call& call, const std::string& customer, const ApiError& unknown);
/// Checks `customer` and `domain` of a list; throws ApiError.
void check_list_owner(const Call& call);

}  // namespace emulator
