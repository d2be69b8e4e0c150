#include <charconv>

#include "hooks/action_names.hpp"
#include "hooks/page/cards.hpp"

namespace gup {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::BadgeValue;
using host_sdk::page::Block;
using host_sdk::page::Tone;

Block block(std::string id, host_sdk::page::BlockKind kind, std::string fallback) {
  return {std::move(id), std::move(kind), std::move(fallback)};
}

Action connect_action(std::string label, ActionStyle style) {
  Action action;
  action.id = kConnect;
  action.label = std::move(label);
  action.style = style;
  action.icon = "brand-google";
  action.opens_external_site = true;
  return action;
}

BadgeValue result_badge(const Run& run) {
  switch (run.state) {
    case RunState::running:
      return {run.kind == RunKind::unlink ? "Unlinking" : "Running", Tone::info};
    case RunState::done:
      if (run.kind == RunKind::unlink) return {"Unlinked", Tone::neutral};
      if (run.report.failed > 0) return {"Completed with errors", Tone::warning};
      return {"Completed", Tone::success};
    case RunState::held:
      return {"Waiting for review", Tone::warning};
    case RunState::failed:
      return {"Failed", Tone::danger};
    case RunState::cancelled:
      return {"Stopped", Tone::neutral};
  }
  return {"Unknown", Tone::neutral};
}

std::int64_t offset_of(const View& view, const std::string& block_id) {
  const auto cursor = view.cursors.find(block_id);
  if (cursor == view.cursors.end()) return 0;
  const std::string& text = cursor->second;
  std::int64_t offset = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
  return error == std::errc{} && end == text.data() + text.size() && offset > 0 ? offset : 0;
}

}  // namespace gup
