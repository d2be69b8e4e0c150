#include "hooks/page/overview.hpp"

#include <utility>

#include "hooks/format.hpp"
#include "hooks/page/attention/attention.hpp"
#include "hooks/page/attention/replaced_groups.hpp"
#include "hooks/page/connection/not_connected.hpp"
#include "hooks/page/form/sync_form.hpp"
#include "hooks/page/person/person_history.hpp"
#include "hooks/page/runs/history.hpp"
#include "hooks/page/runs/preview.hpp"
#include "hooks/page/runs/progress.hpp"
#include "hooks/page/runs/settings_text.hpp"
#include "hooks/page/runs/tiles.hpp"
#include "hooks/page/settings_page.hpp"
#include "hooks/settings_file/company_settings.hpp"
#include "settings/schedule_form.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Section;
using host_sdk::page::Tone;

Block settings_in_words(const HookContext& context, const PageFacts& facts) {
  const auto& settings = facts.saved.settings;
  SettingsUsed used{settings, {}, facts.target_group ? facts.target_group->name : std::string()};
  const CompanySettings company{settings, facts.exclusions};
  const NameOfId name_of = names_for(context, facts.company.id, {&company});
  for (const auto* ids : {&settings.organizational_units, &settings.groups})
    for (const std::string& id : *ids) used.names.emplace(id, name_of(id));
  for (const Exclusion& rule : facts.exclusions) used.exclusions.push_back({rule, std::nullopt});
  used.fields = facts.fields;
  Facts list;
  for (auto& [label, value] : settings_text(used))
    list.items.push_back(Fact{std::move(label), std::move(value), "", "", Tone::neutral});
  list.items.push_back(Fact{tr("Schedule"), with_capital(schedule_text(facts.when, facts.default_every)), "",
                            "", Tone::neutral});
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

}  // namespace

std::vector<Block> overview(const HookContext& context, const PageFacts& facts, PageState state) {
  std::vector<Block> blocks;
  if (state == PageState::connecting) {
    blocks.push_back(progress_card(facts, state, false));
  } else if (state == PageState::not_connected) {
    blocks = not_connected_cards(facts, false);
  } else {
    append(blocks, attention_notices(facts, state, false));
    if (is_live(facts)) blocks.push_back(progress_card(facts, state, false));
    if (state != PageState::unlinking) {
      if (state != PageState::not_set_up) blocks.push_back(tiles_card(facts));
      if (!facts.replaced_groups.empty()) blocks.push_back(replaced_groups_card(facts, state));
      if (facts.preview && !is_live(facts)) blocks.push_back(preview_summary(facts, context.store, state));
      if (state == PageState::not_set_up)
        append(blocks, settings_page(facts, state));
      else if (facts.saved.revision == 0)
        blocks.push_back(sync_form(facts, state, false));
      else
        blocks.push_back(settings_in_words(context, facts));
    }
  }
  if (facts.runs.empty()) return blocks;
  blocks.push_back(latest_runs_card(facts));
  blocks.push_back(find_a_person());
  return blocks;
}

}  // namespace gup
