// What a caller asks of a run.
#pragma once

#include <set>
#include <string>

#include "database/records.hpp"
#include "host_sdk/company.hpp"
#include "host_sdk/hooks/user_provider.hpp"

namespace gup {

struct RunRequest {
  host_sdk::Actor actor;
  RunTrigger trigger = RunTrigger::schedule;
  /// Only for a sync: external ids of the held removals that the actor approved. A sync carries them out if
  /// it finds again that these people have to leave.
  std::set<std::string> approved{};
  /// A preview reads and plans like a sync, and writes nothing but its own record.
  host_sdk::SyncMode mode = host_sdk::SyncMode::apply;
};

}  // namespace gup
