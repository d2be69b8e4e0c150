// How many calls of each plugin may run at once, so that plugins that hang leave room for the others.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sample_host {

/// Slots for the calls of plugins. Each plugin has one slot of its own, and takes more from a shared number
/// as long as it has fewer of these than are free: the dynamic threshold of switches whose ports share a
/// buffer (Choudhury and Hahne, 1998).
///
/// A plugin alone gets its own slot and half of the shared ones. Plugins that hang, and take all that they
/// get, leave others a share of the rest: after one of them, half of the shared slots are free, after two a
/// quarter, after n of them at least shared / 2^n, rounded down, in whatever order they take them. No number
/// of them takes the own slot of another plugin: its next call always starts when none of its calls runs.
///
/// Not thread-safe: its owner has a mutex already.
class PluginSlots {
 public:
  explicit PluginSlots(std::size_t shared) : shared_(shared) {}

  /// How many slots a plugin gets while no other one has any.
  [[nodiscard]] static constexpr std::size_t most_of_one(std::size_t shared) { return 1 + (shared + 1) / 2; }

  /// Returns true if the plugin may take one more slot now.
  [[nodiscard]] bool may_take(std::string_view plugin_id) const;

  /// Takes slots, even if the plugin may not: what runs counts, whoever allowed it.
  void take(std::string_view plugin_id, std::size_t count = 1);

  /// Gives one slot back.
  void release(std::string_view plugin_id);

 private:
  std::size_t shared_;
  std::size_t shared_taken_ = 0;
  /// Slots by plugin, its own included. Without plugins that have none.
  std::map<std::string, std::size_t, std::less<>> taken_;
};

}  // namespace sample_host
