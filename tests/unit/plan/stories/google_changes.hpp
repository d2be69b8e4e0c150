// What happens in Google, and how its lists lie.
#pragma once

#include <string>

#include "dice.hpp"
#include "world.hpp"

namespace gup::plan::test {

inline constexpr int kPeople = 20;
inline constexpr int kGroups = 6;

[[nodiscard]] inline std::string group_id(int group) {
  return "g" + std::to_string(group);
}

/// Some units, groups and people, with nested groups.
void set_up_google(World& world, Dice& dice);
/// People come, leave, move, are suspended, swap addresses or come back under a new id; groups get other
/// members or names, or are deleted; units are renamed with everything below.
void change_google(World& world, Dice& dice);
/// Lists that omit people, units, groups and members, list people a second time as they were, or show members
/// who left, or cannot be read; records that cannot be used; and objects about which Google does not answer.
void spoil_lists(World& world, Dice& dice);

}  // namespace gup::plan::test
