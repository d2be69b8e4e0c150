// What the host's three tables hold, and how two such states differ.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_tables.hpp"

namespace gup::testing {

/// Rows by what they stand for: "user 1006", "group 2001", "member 2001/1006". Values leave out what differs
/// from run to run (times, the ids of new rows).
using Snapshot = std::map<std::string, std::string>;

[[nodiscard]] Snapshot take_snapshot(HostTables& tables, const std::string& company_id);

/// The ids of the rows of users and groups, under the same keys.
[[nodiscard]] std::map<std::string, std::int64_t> row_ids(HostTables& tables, const std::string& company_id);

/// The keys whose values differ, with both values, at most a dozen.
[[nodiscard]] std::vector<std::string> differences(const Snapshot& expected, const Snapshot& actual);

/// The keys whose value is neither that before nor that after. Each column of a user counts on its own,
/// because a field that cannot be read keeps its value; in a new row it is empty, or the address in place of
/// a name.
[[nodiscard]] std::vector<std::string> rows_in_neither(const Snapshot& before, const Snapshot& after,
                                                       const Snapshot& actual);

}  // namespace gup::testing
