#include "hand_edits.hpp"

#include <iterator>

#include "host_sdk/text.hpp"

namespace gup::plan::test {
namespace {

void edit_group_by_hand(World& world, Dice& dice) {
  const SyncMethod method = world.settings.method;
  const bool makes_groups = method == SyncMethod::matching_groups || method == SyncMethod::value_groups;
  if (!makes_groups || world.host.groups.empty()) return;
  const auto group =
      std::next(world.host.groups.begin(), dice.pick(static_cast<int>(world.host.groups.size())));
  if (dice.chance(50)) {
    group->second.name = "Renamed by hand " + std::to_string(group->first);
    group->second.name_key = host_sdk::fold_key(group->second.name);
    group->second.updated_at = ++world.host.clock;
    return;
  }
  std::erase_if(world.host.members,
                [&](const MemberRow& member) { return std::get<0>(member) == group->first; });
  world.host.groups.erase(group);
}

}  // namespace

void edit_by_hand(World& world, Dice& dice) {
  if (world.host.links.empty()) return;
  const auto link = std::next(world.host.links.begin(), dice.pick(static_cast<int>(world.host.links.size())));
  const std::string id = link->first;
  const bool has_row = world.row_of(id) != nullptr;
  switch (dice.pick(6)) {
    case 0:
      if (has_row) world.edit(id).fields.job_title = "Edited";
      return;
    case 1:
      if (has_row) world.delete_row(id);
      return;
    case 2:
      if (has_row) world.edit(id).status = "inactive";
      return;
    case 3: {
      const auto person = std::next(world.directory.people.begin(),
                                    dice.pick(static_cast<int>(world.directory.people.size())));
      const std::string& email = person->second.fields.email;
      if (world.row_with_email(email) == nullptr) world.row_by_hand(email);
      return;
    }
    case 4:
      if (has_row && !world.host.groups.empty())
        world.member_by_hand(world.host.groups.begin()->first, world.row_of(id)->id);
      return;
    default:
      return edit_group_by_hand(world, dice);
  }
}

}  // namespace gup::plan::test
