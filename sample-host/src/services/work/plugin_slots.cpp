#include "services/work/plugin_slots.hpp"

namespace sample_host {

bool PluginSlots::may_take(std::string_view plugin_id) const {
  const auto found = taken_.find(plugin_id);
  if (found == taken_.end()) return true;
  const std::size_t of_shared = found->second - 1;
  return shared_taken_ + of_shared < shared_;
}

void PluginSlots::take(std::string_view plugin_id, std::size_t count) {
  if (count == 0) return;
  auto& taken = taken_[std::string{plugin_id}];
  shared_taken_ += taken == 0 ? count - 1 : count;
  taken += count;
}

void PluginSlots::release(std::string_view plugin_id) {
  const auto found = taken_.find(plugin_id);
  if (--found->second == 0) {
    taken_.erase(found);
  } else {
    --shared_taken_;
  }
}

}  // namespace sample_host
