// The real engine, the real client of Google and a real SQLite database beside the emulator's process.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "emulator_process.hpp"
#include "fault_plan.hpp"
#include "model/sync_settings.hpp"
#include "snapshot.hpp"
#include "temporary_folder.hpp"

namespace gup::testing {

/// A way of syncing that is put to the test.
struct Scenario {
  std::string name;
  SyncSettings settings;
};

/// For GoogleTest.
inline void PrintTo(const Scenario& scenario, std::ostream* out) {
  *out << scenario.name;
}

/// The scenarios: every source and method, both ways of leaving.
[[nodiscard]] std::vector<Scenario> scenarios();

/// A company that was synced once, and a directory that has changed since: each run starts from that database
/// anew, and the directory holds still meanwhile.
class FaultWorld {
 public:
  explicit FaultWorld(const Scenario& scenario);

  /// One run under these faults, then one without any. Answers with what was wrong; nothing when all was
  /// well.
  [[nodiscard]] std::vector<std::string> try_plan(const FaultPlan& plan);

  /// The requests so far that the discovery document does not allow.
  [[nodiscard]] std::string violations() const;

  /// How the faulty runs ended, for a summary.
  [[nodiscard]] const std::map<std::string, int>& endings() const { return endings_; }

 private:
  class Company;

  void change_the_directory();
  [[nodiscard]] std::filesystem::path copy_of(const char* database, const char* name) const;

  const Scenario scenario_;
  TemporaryFolder folder_;
  google::test::EmulatorProcess emulator_;
  SecretText refresh_token_;
  std::string initial_switches_;
  Snapshot before_;
  Snapshot after_;
  std::map<std::string, std::int64_t> ids_before_;
  std::map<std::string, int> endings_;
};

}  // namespace gup::testing
