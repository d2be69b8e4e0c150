// Random directories whose lists lie, random settings, edits by hand, approvals and dismissals, against an
// independent model: no one that Google still has and who is still selected loses a target user, no group
// that is still wanted is lost, no removal that is held or dismissed is carried out without an approval, and
// an honest run afterwards is exact. Some stories go through the product's engine and a real database, and
// undo runs. A failing story is shrunk before it is printed.
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "company.hpp"
#include "stored_company.hpp"

namespace gup::plan::test {
namespace {

/// Where a story happens.
enum class Place : std::uint8_t { memory, database };

/// Runs are undone only in a database, which keeps their history.
std::vector<Event> random_story(std::uint32_t seed, Place place) {
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
    if (dice.chance(20)) add(Kind::limit);
    if (dice.chance(20)) add(Kind::approval_of_some);
    if (dice.chance(15)) add(Kind::approval);
    if (place == Place::memory) continue;
    if (dice.chance(20)) add(Kind::dismissal);
    if (dice.chance(20)) add(Kind::edit);
    if (dice.chance(30)) add(dice.chance(70) ? Kind::undo : Kind::two_undos);
    if (dice.chance(15)) add(Kind::approval);
  }
  return story;
}

/// Returns what goes wrong first; empty if nothing does. Failed checks of the tables count.
std::string outcome_of(std::uint32_t seed, Place place, const std::vector<Event>& story, Tally& tally) {
  ::testing::TestPartResultArray checks;
  const ::testing::ScopedFakeTestPartResultReporter reporter(
      ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &checks);
  std::unique_ptr<Company> company;
  if (place == Place::memory)
    company = std::make_unique<Company>(seed, tally);
  else
    company = std::make_unique<StoredCompany>(seed, tally);
  for (const Event& event : story) {
    std::string wrong = company->happen(event);
    for (int i = 0; wrong.empty() && i < checks.size(); ++i)
      if (checks.GetTestPartResult(i).failed()) wrong = checks.GetTestPartResult(i).message();
    if (!wrong.empty()) return event.text() + ": " + wrong;
  }
  return {};
}

/// Leaves out every event without which the story still goes wrong.
std::vector<Event> shrunk(std::uint32_t seed, Place place, std::vector<Event> story) {
  Tally tally;
  for (std::size_t at = story.size(); at-- > 0;) {
    auto shorter = story;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at));
    if (!outcome_of(seed, place, shorter, tally).empty()) story = std::move(shorter);
  }
  return story;
}

constexpr int kStoriesInBatch = 500;
constexpr int kStoredStoriesInBatch = 30;

/// What every batch must reach, so that no rule goes untested because the stories changed.
constexpr std::array kReached{
    "users.get finds what a list omits",
    "users.get confirms that it is gone",
    "users.get does not answer",
    "groups.get finds what a list omits",
    "groups.get confirms that it is gone",
    "groups.get does not answer",
    "orgunits.get finds what a list omits",
    "orgunits.get confirms that it is gone",
    "orgunits.get does not answer",
    "a member list is read once more",
    "a member list is read late",
    "hasMember finds what a list omits",
    "hasMember confirms that someone left",
    "hasMember does not answer",
    "another customer's nested group is asked itself",
    "groups.list of a person does not answer",
};

/// The same for stories in a database.
constexpr std::array kReachedInDatabase{
    "held removals are approved",     "some removals are approved",
    "held removals are dismissed",    "a run is undone",
    "an undo leaves something alone",
};

class Stories : public ::testing::TestWithParam<int> {
 protected:
  /// Prints the stories that go wrong, shrunk, with their seeds.
  static void tell(Place place, int first, int count, Tally& tally) {
    for (int i = first; i < first + count; ++i) {
      const auto seed = static_cast<std::uint32_t>(i);
      const auto story = random_story(seed, place);
      if (outcome_of(seed, place, story, tally).empty()) continue;
      const auto shortest = shrunk(seed, place, story);
      std::string told = "seed " + std::to_string(seed) + ", shrunk to:\n";
      for (const Event& event : shortest) told += "  " + event.text() + "\n";
      ADD_FAILURE() << told << outcome_of(seed, place, shortest, tally);
    }
    if (std::getenv("STORY_COUNTS") != nullptr)
      for (const auto& [event, happened] : tally) std::cout << happened << " " << event << "\n";
  }
};

TEST_P(Stories, LoseNothingThatGoogleHas) {
  Tally tally;
  tell(Place::memory, GetParam() * kStoriesInBatch, kStoriesInBatch, tally);
  for (const char* event : kReached) EXPECT_GT(tally[event], 0) << "in no story: " << event;
}

TEST_P(Stories, UndoRunsInADatabase) {
  Tally tally;
  tell(Place::database, GetParam() * kStoredStoriesInBatch, kStoredStoriesInBatch, tally);
  for (const char* event : kReachedInDatabase) EXPECT_GT(tally[event], 0) << "in no story: " << event;
}

/// More with the environment variable STORY_BATCHES; STORY_COUNTS prints how often everything happened.
int batches() {
  const char* const wanted = std::getenv("STORY_BATCHES");
  return wanted == nullptr ? BATCHES_OF_STORIES : std::atoi(wanted);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Stories, ::testing::Range(0, batches()));

}  // namespace
}  // namespace gup::plan::test
