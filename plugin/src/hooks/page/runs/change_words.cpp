#include "hooks/page/runs/change_words.hpp"

#include "hooks/format.hpp"
#include "plan/change_reasons.hpp"

namespace gup {

using host_sdk::page::BadgeValue;
using host_sdk::page::Tone;
using plan::ChangeKind;

BadgeValue change_badge(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return {"Added", Tone::success};
    case ChangeKind::updated:
      return {"Updated", Tone::info};
    case ChangeKind::reactivated:
      return {"Reactivated", Tone::success};
    case ChangeKind::removed:
      return {"Removed", Tone::neutral};
    case ChangeKind::deactivated:
      return {"Deactivated", Tone::neutral};
    case ChangeKind::released:
      return {"Released", Tone::neutral};
    case ChangeKind::held:
      return {"Held", Tone::warning};
    case ChangeKind::skipped:
      return {"Skipped", Tone::neutral};
    case ChangeKind::failed:
      return {"Failed", Tone::danger};
  }
  return {"Changed", Tone::neutral};
}

std::string reason_text(const plan::PersonChange& change) {
  if (!change.reason.empty() || !change.before || !change.after) return with_capital(change.reason);
  return plan::describe_difference(*change.before, *change.after);
}

}  // namespace gup
