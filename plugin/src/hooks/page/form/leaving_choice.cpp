#include "hooks/page/form/leaving_choice.hpp"

#include <string>
#include <utility>

#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "model/settings/setting_names.hpp"
#include "settings/form.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Number;

std::vector<ChoiceOption> steps_to_choose() {
  const auto option = [](OnLeaving step, std::string label) {
    return ChoiceOption{to_name(step), std::move(label), "", "", "", {}};
  };
  return {
      option(OnLeaving::delete_, tr("Delete the target user")),
      option(OnLeaving::deactivate, tr("Keep the target user as inactive")),
      option(OnLeaving::deactivate_then_delete, tr("Keep the target user as inactive, and delete it later"))};
}

Block step_of(const char* field, std::string label, OnLeaving step) {
  Choice choice;
  choice.label = std::move(label);
  choice.style = ChoiceStyle::select;
  choice.value = {to_name(step)};
  choice.options = steps_to_choose();
  return block(field, std::move(choice));
}

Block days(const LeavingSteps& steps) {
  Number number;
  number.label = tr("Delete inactive target users after");
  number.suffix = tr("days");
  number.hint =
      tr("Only for steps that delete later. Users who return before then keep their target user. A shorter "
         "time applies only to users who leave after the change.");
  number.min = kFewestDaysToDeletion;
  number.max = kMostDaysToDeletion;
  number.value = steps.delete_after_days;
  return block("delete_after_days", std::move(number));
}

}  // namespace

std::vector<Block> leaving_choice_blocks(const LeavingSteps& steps) {
  Choice choice;
  choice.label = tr("When a user leaves");
  choice.hint =
      tr("A user leaves when it is deleted or suspended in Google, or is no longer in the selection.");
  choice.style = ChoiceStyle::compact;
  choice.value = {leaving_choice(steps)};
  choice.options = steps_to_choose();
  choice.options.push_back(ChoiceOption{
      kByCause,
      tr("Depends on why the user leaves"),
      "",
      "",
      "",
      {step_of("on_leaving_left", tr("When a user is deleted in Google"), steps.left),
       step_of("on_leaving_suspended", tr("When a user is suspended or archived in Google"), steps.suspended),
       step_of("on_leaving_deselected", tr("When a user is no longer selected"), steps.deselected)}});
  return {block("on_leaving", std::move(choice)), days(steps)};
}

}  // namespace gup
