// Who did what, kept for good.
#pragma once

#include <string_view>

#include "host_sdk/company.hpp"

namespace host_sdk {

/// The host's audit trail. Owned by the host; lives until the plugin's `stop()` has returned. [any] A call
/// may block for up to 5 seconds on the host's database.
class AuditTrail {
 public:
  virtual ~AuditTrail() = default;

  /// Records that `actor` did `action` (a stable word such as `connected`) with one sentence of detail. No
  /// secrets. Never fails: what cannot be stored goes to the log as an error.
  virtual void record(std::string_view company_id, const Actor& actor, std::string_view action,
                      std::string_view detail) = 0;
};

}  // namespace host_sdk
