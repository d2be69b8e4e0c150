// The record of who did what.
#pragma once

#include <string_view>

#include "host_sdk/company.hpp"

namespace host_sdk {

/// The host's audit trail: who, when and from where (`Actor::from`, or this machine if that is empty).
/// Entries are never changed or deleted. Owned by the host; lives until the plugin's `stop()` returns. [any]
/// A call can block on the host's database for up to 5 seconds.
class AuditTrail {
 public:
  virtual ~AuditTrail() = default;

  /// Records that `actor` performed `action`, a stable word such as `connected`, with one sentence of detail.
  /// Neither contains secrets. Never fails: an entry that cannot be stored is logged as an error.
  virtual void record(std::string_view company_id, const Actor& actor, std::string_view action,
                      std::string_view detail) = 0;
};

}  // namespace host_sdk
