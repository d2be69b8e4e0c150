#include "hooks/page/attention/replaced_groups.hpp"

#include <algorithm>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"

namespace gup {

using host_sdk::page::Action;
using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Form;
using host_sdk::page::Section;

std::vector<plan::SourceName> selected_replaced_groups(ReplacedGroupStore& store, const PageFacts& facts) {
  const SyncSettings& settings = facts.saved.settings;
  if (settings.source != SyncSource::groups || settings.scope != SyncScope::chosen) return {};
  auto groups = store.replaced_groups(facts.company.id);
  std::erase_if(groups, [&](const plan::SourceName& group) {
    return std::ranges::find(settings.groups, group.source_id) == settings.groups.end();
  });
  return groups;
}

std::vector<Block> replaced_groups_card(const std::vector<plan::SourceName>& groups, std::int64_t revision,
                                        PageState state) {
  if (groups.empty()) return {};
  constexpr std::size_t kGroupsShown = 50;
  Choice group;
  group.label = tr("Group");
  group.style = ChoiceStyle::compact;
  for (const plan::SourceName& replaced : groups) {
    if (group.options.size() == kGroupsShown) break;
    group.options.push_back(ChoiceOption{
        replaced.source_id,
        replaced.name,
        tr("{address}, formerly {id}", {{"address", replaced.address}, {"id", replaced.source_id}}),
        "",
        "",
        {}});
  }
  group.value = {groups.front().source_id};

  Action use;
  use.id = kTakeOverGroup;
  use.label = tr("Use the new group");
  use.submit = true;
  if (state == PageState::running) use.disabled = tr("A sync is running.");

  Form form;
  form.blocks = {block(kGroupField, std::move(group))};
  form.actions = {std::move(use)};
  form.revision = revision;

  Section section;
  section.title = tr("Groups that were deleted and recreated");
  section.hint = tr(
      "These selected groups were deleted in Google, and new groups have their addresses. The users stay "
      "unchanged until you use the new groups, which take over the target groups, or change the selection.");
  section.blocks = {block("replaced_groups", std::move(form))};
  return {block("recreated_groups", std::move(section))};
}

}  // namespace gup
