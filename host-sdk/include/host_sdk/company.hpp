// The company that a call is about, and who asked for it. Plain values: either side may copy and keep them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk {

/// A tenant of the host. `id` is stable and unique in the host (1 to 64 characters of a-z, 0-9, '-', '_').
struct Company {
  std::string id;
  /// The display name. Can change at any time, so it is not a key.
  std::string name;
};

/// The person or program behind a request, for reports and the audit trail.
struct Actor {
  /// The host's account id; empty for the schedule and for an operator on the command line.
  std::string id;
  /// The display name: "Dana Reyes", "Schedule", "Command line".
  std::string name;
  /// The host's names for what the person may do: `company.settings` for the settings of a company.
  std::vector<std::string> can;
  /// Where the request came from, in the host's words, for the audit trail: "page, 203.0.113.7". Empty for an
  /// actor that the plugin made itself. A plugin that keeps an actor for later keeps this as well. @since 1.2
  std::string from = {};
};

/// Returns true if the actor has the permission; everyone has the empty one. [any]
[[nodiscard]] inline bool may(const Actor& actor, std::string_view permission) {
  return permission.empty() || std::find(actor.can.begin(), actor.can.end(), permission) != actor.can.end();
}

}  // namespace host_sdk
