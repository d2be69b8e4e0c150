// Who a call is about and who asked for it. Plain values, which either side may copy and keep.
#pragma once

#include <string>
#include <vector>

namespace host_sdk {

/// A tenant of the host. `id` is stable and unique in the host (1 to 64 characters of a-z, 0-9, '-', '_').
struct Company {
  std::string id;
  /// As shown; may change at any time, so it is no key.
  std::string name;
};

/// The person or program behind a request, for reports and the audit trail.
struct Actor {
  /// The host's account id; empty for the schedule and for an operator on the command line.
  std::string id;
  /// As shown: "Dana Reyes", "Schedule", "Command line".
  std::string name;
  /// What the person may do, by the host's permission names; the settings of a company: `company.settings`.
  std::vector<std::string> can;
};

}  // namespace host_sdk
