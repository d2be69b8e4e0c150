// One company in a real store, synced as the engine does it but without Google: plans made by
// `plan::make_plan`, with the time of each call to the store.
#pragma once

#include <cstdint>

#include "database/store.hpp"
#include "plan/make_plan.hpp"

namespace gup::benchmark {

/// Seconds that the store took; planning is not in them.
struct SyncSeconds {
  double load_state = 0;
  double look_up = 0;
  double apply_plan = 0;
  bool wrote_nothing = false;

  [[nodiscard]] double all() const { return load_state + look_up + apply_plan; }
};

class SyncedCompany {
 public:
  explicit SyncedCompany(Store& store) : store_(store) {}

  /// `ids` are those of the directory.
  SyncSeconds sync(const plan::DirectoryView& directory, plan::PersonIds& ids);
  /// Seconds.
  double unlink();

 private:
  Run begin_run(RunKind kind);

  Store& store_;
  std::int64_t next_user_ = 1;
  std::int64_t next_group_ = 1;
};

}  // namespace gup::benchmark
