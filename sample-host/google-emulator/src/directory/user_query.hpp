#pragma once

#include <functional>
#include <string>

#include "workspace/workspace.hpp"

namespace emulator {

class Switches;

using UserFilter = std::function<bool(Index)>;

/// The part of the users' query language that the emulator knows: `orgUnitPath=`, `email`, `givenName`,
/// `familyName` and `name` with `=`, `:` and a trailing `*`, and `isSuspended=`, `isArchived=`, `isAdmin=`,
/// `isDelegatedAdmin=`. Clauses are joined by spaces. Throws ApiError for anything else.
UserFilter parse_user_query(const std::string& query, const Workspace& workspace, const Switches& switches);

struct Clause {
  std::string field;
  char op = '=';
  std::string value;
  bool prefix = false;
};

/// Splits a query into clauses; quotes and `\'` as Google documents them. Throws ApiError.
std::vector<Clause> parse_clauses(const std::string& query, const Switches& switches);

}  // namespace emulator
