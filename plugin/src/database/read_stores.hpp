// The interfaces of the store that only read: for pages, explanations and reports.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "database/records.hpp"
#include "host_sdk/monitor.hpp"
#include "plan/plan.hpp"
#include "plan/state/stored_state.hpp"

namespace gup {

// Threads and errors: as in database/store.hpp.

/// Runs that were started, and what they did.
class HistoryStore {
 public:
  virtual ~HistoryStore() = default;
  virtual std::optional<Run> load_run(std::int64_t run_id) = 0;
  /// Lists the runs, without previews, newest first: those started before `before_run_id` (0: from the
  /// newest), at most `limit`.
  virtual std::vector<Run> list_runs(const std::string& company_id, std::int64_t before_run_id,
                                     int limit) = 0;
  /// The newest applied sync of the whole company that started before `before_run_id` (0: the newest), even
  /// if other runs followed.
  virtual std::optional<Run> last_applied_sync(const std::string& company_id, std::int64_t before_run_id) = 0;
  /// The company's latest preview, in any state.
  virtual std::optional<Run> load_preview(const std::string& company_id) = 0;
  /// A run's changes of the given kinds (empty: all) in stored order, after the number `after` (0: from the
  /// first), at most `limit`.
  virtual std::vector<plan::PersonChange> run_changes(std::int64_t run_id,
                                                      const std::vector<plan::ChangeKind>& kinds,
                                                      std::int64_t after, int limit) = 0;
  /// A run's changes that match, for a page: one call looks at no more than 100,000 rows.
  virtual FoundChanges find_changes(const ChangeQuery& query) = 0;
  /// How many changes of each kind a run has.
  virtual std::map<plan::ChangeKind, std::int64_t> count_changes(std::int64_t run_id) = 0;
  /// True if removals of target groups are among those that the run held.
  virtual bool holds_target_groups(std::int64_t run_id) = 0;
  /// What runs did to one person, without previews: newest first, before the place `before` (none: from the
  /// newest), at most `limit`. Quick however long the history is.
  virtual std::vector<RecordedChange> person_changes(const std::string& company_id, const PersonKey& person,
                                                     const std::optional<ChangePlace>& before, int limit) = 0;
};

/// The people whose removal was held or dismissed.
class RemovalStore {
 public:
  virtual ~RemovalStore() = default;
  /// Sorted by user id, after the id `after` (0: from the first), at most `limit` (0: all).
  virtual std::vector<plan::HeldRemoval> held_removals(const std::string& company_id, std::int64_t after,
                                                       int limit) = 0;
  /// Returns one page of the held removals that match the query.
  virtual FoundRemovals find_held_removals(const std::string& company_id, const RemovalQuery& query) = 0;
  virtual RemovalCounts count_removals(const std::string& company_id) = 0;
  /// The most frequent reasons of held removals, at most ten, with their numbers; the most frequent first.
  virtual std::vector<host_sdk::NamedCount> held_reasons(const std::string& company_id) = 0;
  /// The people with dismissed removals and a target user, then the target groups with dismissed removals, as
  /// `held_removals`. `held_since` is the time since when the person is missing.
  virtual std::vector<plan::HeldRemoval> dismissed_removals(const std::string& company_id, std::int64_t after,
                                                            int limit) = 0;
};

/// Single people.
class PersonStore {
 public:
  virtual ~PersonStore() = default;
  /// What is stored about the person with that id, else about the person with that address, else about the
  /// one who had it last. Reads single rows, however large the company is. nullopt if no such person is
  /// stored.
  virtual std::optional<StoredPerson> find_person(const std::string& company_id, const PersonKey& key) = 0;
  /// Target users whose address or name contains all words of `text`, compared folded; by address, at most
  /// `limit`.
  virtual std::vector<NamedPerson> find_people(const std::string& company_id, const std::string& text,
                                               int limit) = 0;
};

/// Units and groups, and the target groups made from them.
class SourceStore {
 public:
  virtual ~SourceStore() = default;
  /// The stored group tree, as in `StoredState`.
  virtual std::vector<plan::SourceGroup> source_groups(const std::string& company_id) = 0;
  /// The target groups that the plugin created, with their current names.
  virtual std::vector<plan::GroupLink> group_links(const std::string& company_id) = 0;
  /// The last known names of these units and groups, as far as they are stored.
  virtual std::vector<plan::SourceName> source_names(const std::string& company_id,
                                                     const std::vector<std::string>& ids) = 0;
};

}  // namespace gup
