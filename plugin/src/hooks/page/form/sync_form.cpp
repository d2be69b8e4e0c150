#include "hooks/page/form/sync_form.hpp"

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/form/leaving_choice.hpp"
#include "hooks/page/form/method_choice.hpp"
#include "hooks/page/form/source_choice.hpp"
#include "hooks/page/parts.hpp"
#include "model/settings/setting_names.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::Number;
using host_sdk::page::Section;
using host_sdk::page::Text;
using host_sdk::page::Toggle;

Block existing_users(const SyncSettings& settings) {
  Choice choice;
  choice.label = tr("When a target user with the same email address already exists");
  choice.hint = tr("A linked target user is updated by the sync and never deleted.");
  choice.style = ChoiceStyle::compact;
  choice.value = {to_name(settings.existing_users)};
  choice.options = {
      ChoiceOption{to_name(ExistingUsers::adopt), tr("Link the target user"), "", "", "", {}},
      ChoiceOption{to_name(ExistingUsers::skip), tr("Leave the target user unchanged"), "", "", "", {}}};
  return block("existing_users", std::move(choice));
}

/// "Hold removals when more than [5] % and at least [20] users would leave within 7 days", with a switch.
std::vector<Block> removal_limit(const RemovalLimit& limit) {
  Toggle on;
  on.label = tr("Hold removals above a limit");
  on.hint =
      tr("Held removals wait for your approval; additions and updates are still applied. Removing more than "
         "half of five or more users in one sync is always held.");
  on.value = limit.percent < kNoRemovalLimit;
  Number percent;
  percent.label = tr("Hold removals when more than");
  percent.suffix = "%";
  percent.max = kNoRemovalLimit;
  percent.value = limit.percent;
  percent.in_sentence = true;
  Number at_least;
  at_least.label = tr("and at least");
  at_least.suffix = tr("users would leave within {period}", {{"period", period(limit.within)}});
  at_least.min = 1;
  at_least.max = 1'000'000;
  at_least.value = limit.at_least;
  at_least.in_sentence = true;
  return {block("removal_limit", std::move(on)), block("removal_limit_percent", std::move(percent)),
          block("removal_limit_at_least", std::move(at_least))};
}

Block headed(const char* id, std::string title, std::string hint, std::vector<Block> blocks) {
  Section section;
  section.title = std::move(title);
  section.hint = std::move(hint);
  section.blocks = std::move(blocks);
  return block(id, std::move(section));
}

std::vector<Block> where_to(const SyncSettings& settings, const SyncFormFacts& form_facts) {
  std::vector<Block> blocks{method_choice(settings, form_facts.target_group), existing_users(settings)};
  if (!form_facts.has_target_groups) return blocks;
  Input number;
  number.label = tr("Number of target groups to delete");
  number.hint =
      tr("Only needed if changing the source or method deletes target groups. Saving then shows how many; "
         "type that number here.");
  number.max = 20;
  blocks.push_back(block(kDeletedGroupsField, std::move(number)));
  return blocks;
}

Text suspended_note(const SyncSettings& settings) {
  return {settings.suspended_users == SuspendedUsers::leave_out
              ? tr("Suspended and archived users are not synced.")
              : tr("Suspended and archived users are synced: the operator of this platform turned this on."),
          {}};
}

/// Whether no sync has used the saved settings yet.
bool settings_are_newer(const PageFacts& facts) {
  const Run* last = history_of(facts.runs).last;
  return last != nullptr && last->settings_revision != facts.saved.revision;
}

std::vector<Action> form_actions(const PageFacts& facts, bool previewed, PageState state, bool whole) {
  const bool is_primary = (state == PageState::not_set_up && previewed) || state == PageState::paused;
  Action preview;
  preview.id = kPreview;
  preview.label = tr("Preview changes");
  preview.icon = "eye";
  preview.submit = true;
  if (state == PageState::not_set_up && !previewed) preview.style = ActionStyle::primary;
  if (state == PageState::reconnect_needed) preview.disabled = tr(kReconnectSentence);
  Action start;
  start.id = kStartSync;
  start.label = is_primary || state == PageState::not_set_up ? tr("Start sync") : tr("Save and sync now");
  start.style = is_primary ? ActionStyle::primary : ActionStyle::standard;
  start.icon = "player-play";
  start.submit = true;
  if (state == PageState::reconnect_needed) start.disabled = tr(kReconnectSentence);
  Action save;
  save.id = kSave;
  save.label = tr("Save changes");
  save.submit = true;
  if (state == PageState::not_set_up && !previewed) return {preview, start, save};
  if (state == PageState::not_set_up && !whole) return {preview, save};
  if (is_primary) return {start, preview, save};
  if (!whole && state != PageState::reconnect_needed)
    (settings_are_newer(facts) && !previewed ? preview : save).style = ActionStyle::primary;
  return {save, preview, start};
}

}  // namespace

SyncFormFacts read_sync_form_facts(const HookContext& context, const PageFacts& facts,
                                   const Store::Holdings& holdings, std::optional<Run> preview) {
  const std::string& company_id = facts.company.id;
  return {context.directories.peek(company_id),
          chosen_target_group(context.store, company_id, facts.saved.settings), holdings.groups > 0,
          std::move(preview)};
}

std::vector<Block> confirmed_removals(const Run* preview, bool whole) {
  const bool shows_held = preview != nullptr && preview->state == RunState::done && preview->report.held > 0;
  if (!shows_held && !whole) return {};
  Input input;
  input.label = tr("Number of removals to carry out");
  input.hint = tr("Only after a preview that shows removals above the limit.");
  if (shows_held) {
    const auto held = preview->report.held;
    input.hint =
        tr_count("The preview shows {count} removal above the limit.",
                 "The preview shows {count} removals above the limit.", held) +
        " " +
        tr("Type {number} to carry them out with the sync. Leave this empty to review them after the sync.",
           {{"number", std::to_string(held)}});
  }
  input.max = 20;
  return {block(kConfirmedRemovalsField, std::move(input))};
}

Block sync_form(const PageFacts& facts, const SyncFormFacts& form_facts, PageState state, bool whole) {
  const auto& settings = facts.saved.settings;
  const Run* preview = form_facts.preview ? &*form_facts.preview : nullptr;
  const bool previewed = preview != nullptr && preview->state == RunState::done;
  Form form;
  form.blocks = {
      headed("settings_who", tr("Who"), "",
             {source_choice(settings, form_facts.directory.get()),
              block("suspended_users_note", suspended_note(settings))}),
      headed("settings_where_to", tr("Where to"), "", where_to(settings, form_facts)),
      headed("settings_leaving", tr("When people leave"), "", leaving_choice_blocks(settings.on_leaving)),
      headed("settings_safety", tr("Safety"), "", removal_limit(settings.removal_limit))};
  // Where it is shown, the preview has the button that starts the sync, with this field.
  if (whole || state != PageState::not_set_up)
    for (auto& field : confirmed_removals(preview, whole)) form.blocks.push_back(std::move(field));
  form.actions = form_actions(facts, previewed, state, whole);
  form.note = state == PageState::not_set_up
                  ? tr("Nothing is synced until you start the sync. A preview saves these settings.")
                  : tr("Changes take effect in the next sync. A preview saves them first.");
  form.revision = facts.saved.revision;
  return block("settings", std::move(form));
}

}  // namespace gup
