// Random directories whose lists lie, random settings, edits by hand, approvals and dismissals, against an
// independent model: no one that Google still has and who is still selected loses a target user, no group
// that is still wanted is lost, and an honest run afterwards is exact. A failing story is shrunk before it is
// printed.
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "company.hpp"

namespace gup::plan::test {
namespace {

std::vector<Event> random_story(std::uint32_t seed) {
  using Kind = Event::Kind;
  Dice dice(seed);
  std::vector<Event> story;
  const auto add = [&](Kind kind) {
    story.push_back({kind, static_cast<std::uint32_t>(dice.pick(1 << 30))});
  };
  for (int step = 0; step < 12; ++step) {
    add(Kind::directory);
    if (dice.chance(20)) add(Kind::settings);
    if (dice.chance(30)) add(Kind::edit);
    if (dice.chance(70)) add(dice.chance(50) ? Kind::lie_always : Kind::lie_once);
    if (dice.chance(50)) add(Kind::honest_sync);
    if (dice.chance(20)) add(Kind::dismissal);
    if (dice.chance(20)) add(Kind::approval);
  }
  return story;
}

/// Returns what goes wrong first; empty if nothing does. Failed checks of the tables count.
std::string outcome_of(std::uint32_t seed, const std::vector<Event>& story) {
  testing::TestPartResultArray checks;
  const testing::ScopedFakeTestPartResultReporter reporter(
      testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &checks);
  Company company(seed);
  for (const Event& event : story) {
    std::string wrong = company.happen(event);
    for (int i = 0; wrong.empty() && i < checks.size(); ++i)
      if (checks.GetTestPartResult(i).failed()) wrong = checks.GetTestPartResult(i).message();
    if (!wrong.empty()) return event.text() + ": " + wrong;
  }
  return {};
}

/// Leaves out every event without which the story still goes wrong.
std::vector<Event> shrunk(std::uint32_t seed, std::vector<Event> story) {
  for (std::size_t at = story.size(); at-- > 0;) {
    auto shorter = story;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at));
    if (!outcome_of(seed, shorter).empty()) story = std::move(shorter);
  }
  return story;
}

class Stories : public testing::TestWithParam<int> {};

TEST_P(Stories, LoseNothingThatGoogleHas) {
  constexpr int kSeeds = 25;
  for (int i = 0; i < kSeeds; ++i) {
    const auto seed = static_cast<std::uint32_t>(GetParam() * kSeeds + i);
    const auto story = random_story(seed);
    if (outcome_of(seed, story).empty()) continue;
    const auto shortest = shrunk(seed, story);
    std::string told = "seed " + std::to_string(seed) + ", shrunk to:\n";
    for (const Event& event : shortest) told += "  " + event.text() + "\n";
    FAIL() << told << outcome_of(seed, shortest);
  }
}

/// Twenty-five stories each; more with the environment variable STORY_BATCHES.
int batches() {
  const char* const wanted = std::getenv("STORY_BATCHES");
  return wanted == nullptr ? 8 : std::atoi(wanted);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Stories, testing::Range(0, batches()));

}  // namespace
}  // namespace gup::plan::test
