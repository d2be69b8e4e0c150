// What an administrator does by hand in the host.
#pragma once

#include "dice.hpp"
#include "world.hpp"

namespace gup::plan::test {

/// An administrator edits a target user, deletes one, deactivates one, makes one with the address of someone
/// in Google, puts one into a group, or renames or deletes a matching group.
void edit_by_hand(World& world, Dice& dice);

}  // namespace gup::plan::test
