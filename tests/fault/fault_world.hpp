// The real engine, the real Google client and a real SQLite database, with the emulator as a process.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "emulator_process.hpp"
#include "fault_plan.hpp"
#include "model/settings/sync_settings.hpp"
#include "snapshot.hpp"
#include "temporary_folder.hpp"

namespace gup::testing {

/// A way of syncing under test.
struct Scenario {
  std::string name;
  SyncSettings settings;
};

/// For GoogleTest.
inline void PrintTo(const Scenario& scenario, std::ostream* out) {
  *out << scenario.name;
}

/// Every source and method, and both settings of on_leaving.
[[nodiscard]] std::vector<Scenario> scenarios();

/// A company that was synced once, and a directory that has changed since. Each run starts from a copy of
/// that database, and the directory does not change meanwhile.
class FaultWorld {
 public:
  explicit FaultWorld(const Scenario& scenario);

  /// Runs once with these faults and once without, and approves what the faulty run held. Returns what was
  /// wrong, or nothing.
  [[nodiscard]] std::vector<std::string> try_plan(const FaultPlan& plan);

  /// The requests so far that violate the discovery document.
  [[nodiscard]] std::string violations() const;

  /// The results of the faulty runs, for a summary.
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
