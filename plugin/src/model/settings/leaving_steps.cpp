#include "model/settings/leaving_steps.hpp"

#include "host_sdk/language.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::tr_in;

std::string step_text(OnLeaving step, int days) {
  switch (step) {
    case OnLeaving::delete_:
      return tr_in("users who leave", "deleted");
    case OnLeaving::deactivate:
      return tr_in("users who leave", "deactivated");
    case OnLeaving::deactivate_then_delete:
      break;
  }
  return tr_count("deactivated, and deleted after {count} day", "deactivated, and deleted after {count} days",
                  days);
}

}  // namespace

std::string leaving_text(const LeavingSteps& steps) {
  const auto text = [&](OnLeaving step) { return step_text(step, steps.delete_after_days); };
  if (steps.same_for_all()) return text(steps.left);
  return tr("left Google: {left}; suspended: {suspended}; no longer selected: {deselected}",
            {{"left", text(steps.left)},
             {"suspended", text(steps.suspended)},
             {"deselected", text(steps.deselected)}});
}

}  // namespace gup
