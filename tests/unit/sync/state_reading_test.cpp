// Reading the stored state while Google is asked.
#include "sync/reading/state_reading.hpp"

#include <gtest/gtest.h>

#include <future>

#include "failure.hpp"
#include "sync/reading/directory_reading.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

plan::StoredState state_with_a_group() {
  plan::StoredState state;
  state.foreign_groups.push_back({7, "sales"});
  return state;
}

TEST(StateReading, IsReadyWhenTheLoadEnds) {
  std::promise<void> may_end;
  StateReading reading(
      [&](const Interruption&) {
        may_end.get_future().wait();
        return state_with_a_group();
      },
      [] {});
  EXPECT_FALSE(reading.is_ready());
  may_end.set_value();
  EXPECT_EQ(reading.get().foreign_groups.size(), 1U);
  EXPECT_TRUE(reading.is_ready());
  EXPECT_EQ(reading.take().foreign_groups.size(), 1U);
}

TEST(StateReading, ThrowsWhatTheLoadThrew) {
  StateReading reading(
      [](const Interruption&) -> plan::StoredState {
        throw Failure(host_sdk::ResultCode::try_again, "The database is busy.");
      },
      [] {});
  EXPECT_THROW((void)reading.get(), Failure);
}

TEST(StateReading, EndsWhenTheRunIsCancelled) {
  StateReading reading(
      [](const Interruption& interruption) -> plan::StoredState {
        interruption();
        return {};
      },
      [] { throw Cancelled(); });
  EXPECT_THROW((void)reading.get(), Cancelled);
}

TEST(StateReading, EndsALoadThatNothingWaitsFor) {
  std::promise<void> began;
  bool cancelled = false;
  {
    const StateReading reading(
        [&](const Interruption& interruption) -> plan::StoredState {
          began.set_value();
          try {
            while (true) interruption();
          } catch (const Cancelled&) {
            cancelled = true;
            throw;
          }
        },
        [] {});
    began.get_future().wait();
  }
  EXPECT_TRUE(cancelled);
}

/// Counts reports, and lets the load of the state end at one of them.
class ReleasingMonitor final : public host_sdk::TaskMonitor {
 public:
  ReleasingMonitor(std::promise<void>& may_end, int at) : may_end_(may_end), left_(at) {}
  void report(const host_sdk::Progress&) override {
    if (--left_ == 0) may_end_.set_value();
  }
  [[nodiscard]] bool cancel_requested() const override { return false; }
  [[nodiscard]] bool wait(std::chrono::milliseconds) override { return true; }

 private:
  std::promise<void>& may_end_;
  int left_;
};

TEST(StateReading, KeepsPagesThatAreReadBeforeIt) {
  for (const auto& [people, pages_before] : {std::pair{5, 5}, {100, 3}, {100, 63}}) {
    SyncBench bench;
    bench.set_people(people);
    bench.google.users_a_page = 1;
    plan::PersonIds ids;
    std::promise<void> may_end;
    StateReading state(
        [&](const Interruption&) {
          may_end.get_future().wait();
          (void)ids.number("linked");
          return plan::StoredState{};
        },
        [] {});
    // The first report is made before the first page.
    ReleasingMonitor monitor(may_end, pages_before + 1);
    const auto reader = bench.google.open_directory(google::RefreshToken{}, "");
    FieldSources fields(bench.store, bench.store.load_connection("acme").value(), *reader, monitor);
    const auto view = read_directory(*reader, {}, plan::ExclusionRules(), fields, state, ids, monitor);
    EXPECT_EQ(view.people.size(), static_cast<std::size_t>(people));
    EXPECT_EQ(ids.find("linked"), 0U) << "the numbers of the stored people come first";
    EXPECT_EQ(ids.find("u1"), 1U);
    EXPECT_EQ(ids.find("u" + std::to_string(people)), static_cast<plan::PersonNumber>(people));
  }
}

}  // namespace
}  // namespace gup::testing
