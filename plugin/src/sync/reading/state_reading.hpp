// Reads the stored state while Google is already being asked.
#pragma once

#include <atomic>
#include <functional>
#include <future>

#include "database/store.hpp"
#include "plan/state/stored_state.hpp"

namespace gup {

/// Loads the state on a thread of its own, from construction on. The destructor ends a load whose result
/// nothing waits for, and joins the thread.
class StateReading {
 public:
  /// `load` gets an interruption to call often: it throws `Cancelled` when `interruption` does, and when the
  /// result is not needed.
  StateReading(std::function<plan::StoredState(const Interruption&)> load, Interruption interruption);
  ~StateReading();
  StateReading(const StateReading&) = delete;
  StateReading& operator=(const StateReading&) = delete;

  [[nodiscard]] bool is_ready() const;
  /// Waits for the state, which stays valid until `take`. Throws what the load threw.
  [[nodiscard]] const plan::StoredState& get();
  [[nodiscard]] plan::StoredState take();

 private:
  Interruption interruption_;
  std::atomic<bool> abandoned_ = false;
  std::future<plan::StoredState> loading_;
  plan::StoredState state_;
};

}  // namespace gup
