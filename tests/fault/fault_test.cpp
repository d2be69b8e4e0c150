// Hundreds of runs under random faults: each leaves the state before or the correct state after, and nothing
// else. A fixed set of seeds by default; `fault_tests --seeds 500 --first 1000` for a long run.
#include <gtest/gtest.h>

#include <charconv>
#include <cstring>
#include <iostream>
#include <map>
#include <memory>

#include "fault_world.hpp"

namespace gup::testing {
namespace {

struct Range {
  std::uint64_t first = 1;
  std::uint64_t count = 50;
};
Range seeds;

/// One world for each scenario, because its first two syncs are expensive.
FaultWorld& world_of(const Scenario& scenario) {
  static std::map<std::string, std::unique_ptr<FaultWorld>> worlds;
  auto& world = worlds[scenario.name];
  if (!world) world = std::make_unique<FaultWorld>(scenario);
  return *world;
}

void expect_two_states_only(const Scenario& scenario, std::uint64_t seed) {
  const bool by_groups = scenario.settings.source == SyncSource::groups;
  const FaultPlan plan = make_fault_plan(seed, by_groups);
  for (const std::string& wrong : world_of(scenario).try_plan(plan))
    ADD_FAILURE() << scenario.name << ", seed " << seed << ": " << wrong << "\n  under " << plan.describe();
}

class FaultyRuns : public ::testing::TestWithParam<Scenario> {};

TEST_P(FaultyRuns, LeaveTheStateBeforeOrTheCorrectStateAfter) {
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed)
    expect_two_states_only(GetParam(), seed);
  EXPECT_EQ(world_of(GetParam()).violations().find("\"reason\""), std::string::npos)
      << world_of(GetParam()).violations();
  std::cout << GetParam().name << ":";
  for (const auto& [ending, times] : world_of(GetParam()).endings())
    std::cout << " " << times << " " << ending;
  std::cout << "\n";
}

INSTANTIATE_TEST_SUITE_P(Each, FaultyRuns, ::testing::ValuesIn(scenarios()),
                         [](const auto& scenario) { return scenario.param.name; });

}  // namespace

bool read_range(int argc, char** argv) {
  for (int i = 1; i < argc; i += 2) {
    std::uint64_t* const value = std::strcmp(argv[i], "--seeds") == 0   ? &seeds.count
                                 : std::strcmp(argv[i], "--first") == 0 ? &seeds.first
                                                                        : nullptr;
    if (value == nullptr || i + 1 == argc) return false;
    const char* const end = argv[i + 1] + std::strlen(argv[i + 1]);
    if (std::from_chars(argv[i + 1], end, *value).ptr != end) return false;
  }
  return true;
}

}  // namespace gup::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (gup::testing::read_range(argc, argv)) return RUN_ALL_TESTS();
  std::cerr << "usage: fault_tests [--seeds NUMBER] [--first SEED]\n";
  return 2;
}
