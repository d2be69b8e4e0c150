#include "model/settings/leaving_steps.hpp"

#include "host_sdk/text.hpp"

namespace gup {
namespace {

std::string step_text(OnLeaving step, int days) {
  switch (step) {
    case OnLeaving::delete_:
      return "deleted";
    case OnLeaving::deactivate:
      return "deactivated";
    case OnLeaving::deactivate_then_delete:
      break;
  }
  return "deactivated, and deleted after " + host_sdk::counted(days, "day", "days");
}

}  // namespace

std::string leaving_text(const LeavingSteps& steps) {
  const auto text = [&](OnLeaving step) { return step_text(step, steps.delete_after_days); };
  if (steps.same_for_all()) return text(steps.left);
  return "left Google: " + text(steps.left) + "; suspended: " + text(steps.suspended) +
         "; no longer selected: " + text(steps.deselected);
}

}  // namespace gup
