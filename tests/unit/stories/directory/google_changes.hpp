// What happens in Google.
#pragma once

#include <string>

#include "dice.hpp"
#include "world.hpp"

namespace gup::plan::test {

inline constexpr int kPeople = 16;
inline constexpr int kGroups = 6;

[[nodiscard]] inline std::string group_id(int group) {
  return "g" + std::to_string(group);
}

/// Some units, groups and people, with nested groups, two of them another customer's: Google shows the
/// members of one of these.
void set_up_google(World& world, Dice& dice);
/// People come, leave, move, are suspended, get other addresses and aliases, swap addresses or come back
/// under a new id; groups get other members or names, are deleted, or recreated under the same address;
/// units are created, moved, deleted, and renamed with everything below.
void change_google(World& world, Dice& dice);

}  // namespace gup::plan::test
