// A company whose runs, dismissals and undos go through the product's engine and a real database, so that the
// history of runs counts, too.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "company.hpp"
#include "rules/undone.hpp"
#include "sync_bench.hpp"

namespace gup::plan::test {

class StoredCompany final : public Company {
 public:
  StoredCompany(std::uint32_t seed, Tally& tally);

 private:
  void settle_settings() override;
  std::string carry_out(const Shown& shown, RunOutcome& outcome) override;
  void keep_held(const std::set<std::string>& ids) override;
  std::string undo_last() override;

  /// Brings the clock and the database up to what the story changed in `world_`.
  void save_changes();
  void save_settings();
  void save_edits();
  /// Reads the tables back into `world_`.
  void load();

  gup::testing::SyncBench bench_;
  /// What the engine reads of Google.
  Shown shown_;
  /// As last saved or read.
  Model stored_;
  SyncSettings saved_settings_;
  std::vector<Exclusion> saved_exclusions_;
  /// The runs that changed something and were not undone, the last one at the end.
  std::vector<AppliedRun> applied_;
};

}  // namespace gup::plan::test
