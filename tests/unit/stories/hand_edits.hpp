// What an administrator does by hand in the host.
#pragma once

#include "dice.hpp"
#include "world.hpp"

namespace gup::plan::test {

/// An administrator edits, deletes or deactivates a target user, creates one with the address of someone in
/// Google, adds one to a group, or renames or deletes a matching group.
void edit_by_hand(World& world, Dice& dice);

}  // namespace gup::plan::test
