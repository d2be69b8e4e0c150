#include "hooks/page/settings_page.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "plan/short_list.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Section;
using host_sdk::page::Text;

/// A card that shows the current state and links to the page that changes it.
Block leading_card(const char* id, std::string title, std::string text, std::string link, SubPage to) {
  Section section;
  section.title = std::move(title);
  section.blocks = {block(std::string(id) + "_text", Text{std::move(text), {}})};
  section.actions = {link_action(std::string("edit_") + id, std::move(link), address_of(to), "edit")};
  return block(id, std::move(section));
}

std::string fields_text(const FieldMapping& fields) {
  std::int64_t changed = 0;
  for (std::size_t i = kFirstMappedField; i < fields.size(); ++i)
    if (fields[i] != default_mapping()[i]) ++changed;
  if (changed == 0) return tr("All fields of target users come from their default Google attributes.");
  return tr_count("{count} field does not come from its default Google attribute.",
                  "{count} fields do not come from their default Google attribute.", changed);
}

std::string exclusions_text(const std::vector<Exclusion>& exclusions) {
  if (exclusions.empty()) return tr("No one is excluded, and all domains are included.");
  std::vector<std::string> rules;
  for (const Exclusion& rule : exclusions) rules.push_back(exclusion_text(rule));
  return tr("Syncs leave out: {exclusions}.", {{"exclusions", plan::listed(rules)}});
}

}  // namespace

std::vector<Block> settings_page(Store& store, const PageFacts& facts, const ScheduleFacts& schedule,
                                 const SyncFormFacts& form, PageState state) {
  return {sync_form(facts, form, state, false), schedule_card(facts, schedule, state),
          leading_card("fields", tr("Fields"), fields_text(store.field_mapping(facts.company.id)),
                       tr("Edit fields"), SubPage::fields),
          leading_card("exclusions", tr("Exclusions"), exclusions_text(store.exclusions(facts.company.id)),
                       tr("Edit exclusions"), SubPage::exclusions),
          leading_card("settings_file", tr("Settings as a file"),
                       tr("Export the settings to review them or to use them in another company, or return "
                          "to an earlier version."),
                       tr("Open"), SubPage::settings_file)};
}

}  // namespace gup
