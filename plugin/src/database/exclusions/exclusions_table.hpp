// gup_exclusions: who is not a person of a company, with the rules that were removed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

struct StoredExclusions {
  /// Sorted by kind and value; includes the rule that every company has until someone removes it.
  std::vector<Exclusion> active;
  /// Newest first.
  std::vector<RemovedExclusion> removed;
};
[[nodiscard]] StoredExclusions read_exclusions(Session& session, const std::string& company_id);

/// Call in a write transaction. See `ExclusionStore`.
[[nodiscard]] ExclusionStore::Saved add_exclusions(Session& session, const std::string& company_id,
                                                   const std::vector<Exclusion>& rules);
[[nodiscard]] std::optional<Exclusion> remove_exclusion(Session& session, const std::string& company_id,
                                                        const std::string& key, const std::string& removed_by,
                                                        host_sdk::Timestamp now);

/// Call in a write transaction. Leaves rules as they are that the company has with the same reason.
void replace_exclusions(Session& session, const std::string& company_id, const std::vector<Exclusion>& rules,
                        const std::string& saved_by, host_sdk::Timestamp now);

/// Forgets removed rules. True if there were some.
bool delete_removed_exclusions(Session& session, const std::string& company_id,
                               host_sdk::Timestamp removed_before);

/// The columns that an unlink keeps: all but the company.
inline constexpr const char* kKeptExclusions =
    "kind, value, name, reason, added_by, added_at, removed_by, removed_at";

}  // namespace gup::database
