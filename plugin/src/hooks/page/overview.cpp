#include "hooks/page/overview.hpp"

#include <utility>

#include "hooks/format.hpp"
#include "hooks/page/attention/attention.hpp"
#include "hooks/page/attention/replaced_groups.hpp"
#include "hooks/page/connection/connected_card.hpp"
#include "hooks/page/connection/not_connected.hpp"
#include "hooks/page/form/method_choice.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/page/person/person_history.hpp"
#include "hooks/page/runs/history.hpp"
#include "hooks/page/runs/preview.hpp"
#include "hooks/page/runs/progress.hpp"
#include "hooks/page/runs/settings_text.hpp"
#include "hooks/page/runs/tiles.hpp"
#include "hooks/page/settings_page.hpp"
#include "hooks/page/status.hpp"
#include "hooks/settings_file/company_settings.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Section;
using host_sdk::page::Tone;

Block settings_in_words(const HookContext& context, const PageFacts& facts, const ScheduleFacts& schedule) {
  const std::string& company_id = facts.company.id;
  const auto& settings = facts.saved.settings;
  const auto target_group = chosen_target_group(context.store, company_id, settings);
  SettingsUsed used{settings, {}, target_group ? target_group->name : std::string()};
  const NameOfId name_of = names_for(context, company_id, std::vector{&settings});
  for (const auto* ids : {&settings.organizational_units, &settings.groups})
    for (const std::string& id : *ids) used.names.emplace(id, name_of(id));
  for (const Exclusion& rule : context.store.exclusions(company_id))
    used.exclusions.push_back({rule, std::nullopt});
  used.fields = context.store.field_mapping(company_id);
  Facts list;
  for (auto& [label, value] : settings_text(used))
    list.items.push_back(Fact{std::move(label), std::move(value), "", "", Tone::neutral});
  list.items.push_back(Fact{tr("Schedule"), with_capital(schedule.text()), "", "", Tone::neutral});
  Section section;
  section.title = tr("Settings");
  section.blocks = {block("settings_list", std::move(list))};
  section.actions = {link_action("edit_settings", tr("Edit"), address_of(SubPage::settings), "edit")};
  return block("settings_in_words", std::move(section));
}

Block find_a_person() {
  Section section;
  section.title = tr("Find a person");
  section.hint = tr("Why a person is synced or not, and what syncs changed.");
  section.blocks = {find_person_form({})};
  return block("find_a_person", std::move(section));
}

/// What needs a decision, the state and the settings of a connected company.
std::vector<Block> connected_cards(const HookContext& context, const PageFacts& facts,
                                   const Store::Holdings& holdings, PageState state) {
  Store& store = context.store;
  const ScheduleFacts schedule = read_schedule_facts(context, facts);
  std::vector<Block> blocks = attention_notices(facts, schedule, store, state, false);
  const bool live = is_live(facts.activity);
  if (live) blocks.push_back(progress_card(facts, state, false));
  if (state == PageState::unlinking) return blocks;
  if (state != PageState::not_set_up) blocks.push_back(tiles_card(facts, schedule, holdings));
  append(blocks, replaced_groups_card(selected_replaced_groups(store, facts), facts.saved.revision, state));
  auto preview = valid_preview(store, facts);
  if (preview && !live) blocks.push_back(preview_summary(facts, *preview, schedule, store, state));
  if (state != PageState::not_set_up && facts.saved.revision != 0) {
    blocks.push_back(settings_in_words(context, facts, schedule));
    return blocks;
  }
  const SyncFormFacts form = read_sync_form_facts(context, facts, holdings, std::move(preview));
  if (state == PageState::not_set_up)
    append(blocks, settings_page(store, facts, schedule, form, state));
  else
    blocks.push_back(sync_form(facts, form, state, false));
  return blocks;
}

}  // namespace

void draw_overview(const HookContext& context, const PageFacts& facts, PageState state,
                   host_sdk::page::Page& page) {
  page.actions = header_actions(facts.activity, state, false);
  page.invitation = invitation_to_connect(facts.connection, state);
  if (state == PageState::connecting) {
    page.blocks = {progress_card(facts, state, false)};
  } else if (state == PageState::not_connected) {
    page.blocks = not_connected_cards(facts, false);
  } else {
    const Store::Holdings holdings = context.store.holdings(facts.company.id);
    page.blocks = connected_cards(context, facts, holdings, state);
    page.aside = {connected_card(facts, holdings, state, false)};
    page.unlink = unlink_action(facts, holdings, state);
  }
  if (facts.runs.empty()) return;
  page.blocks.push_back(latest_runs_card(facts.runs));
  page.blocks.push_back(find_a_person());
}

}  // namespace gup
