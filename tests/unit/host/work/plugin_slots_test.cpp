#include "services/work/plugin_slots.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace sample_host {
namespace {

using ::testing::ElementsAre;

/// Takes slots until the plugin gets no more. Returns how many.
std::size_t take_all(PluginSlots& slots, const std::string& plugin) {
  std::size_t count = 0;
  for (; slots.may_take(plugin); ++count) slots.take(plugin);
  return count;
}

TEST(PluginSlots, GiveEachPluginOneAndHalfOfTheSharedOnesThatAreFree) {
  PluginSlots slots(30);
  std::vector<std::size_t> taken;
  for (const char* plugin : {"a", "b", "c", "d", "e", "f", "g"}) taken.push_back(take_all(slots, plugin));
  EXPECT_THAT(taken, ElementsAre(16, 9, 5, 3, 2, 1, 1));
  EXPECT_EQ(taken.front(), PluginSlots::most_of_one(30));
}

TEST(PluginSlots, LeaveASharePerPluginThatTakesTheirsInTurns) {
  PluginSlots slots(30);
  for (int i = 0; i < 100; ++i)
    for (const char* plugin : {"a", "b"})
      if (slots.may_take(plugin)) slots.take(plugin);
  EXPECT_EQ(take_all(slots, "c"), 1U + 5U);
}

TEST(PluginSlots, AreFreeAgainWhenReleased) {
  PluginSlots slots(4);
  for (int round = 0; round < 3; ++round) {
    ASSERT_EQ(take_all(slots, "a"), 3U);
    for (int i = 0; i < 3; ++i) slots.release("a");
  }
}

TEST(PluginSlots, CountWhatRunsAboveTheLimit) {
  PluginSlots slots(2);
  slots.take("a", 5);
  EXPECT_FALSE(slots.may_take("a"));
  EXPECT_EQ(take_all(slots, "b"), 1U);
}

}  // namespace
}  // namespace sample_host
