#include <sys/wait.h>
#include <unistd.h>

#include "database/tables/lease_holder.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

constexpr const char* kOther = "another holder";

TEST_P(StoreContract, GivesACompanysLeaseToOneHolderOnly) {
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 1, at(0), kMinute));
  EXPECT_FALSE(store().acquire_lease(kAcme, kOther, 2, at(1), kMinute));
  const auto lease = store().lease(kAcme, at(1));
  ASSERT_TRUE(lease);
  EXPECT_EQ(lease->holder, kHolder);
  EXPECT_EQ(lease->run_id, 1);
  EXPECT_EQ(lease->expires_at, at(60));
}

TEST_P(StoreContract, GivesDifferentCompaniesTheirOwnLeases) {
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 1, at(0), kMinute));
  EXPECT_TRUE(store().acquire_lease("globex", kOther, 2, at(0), kMinute));
}

TEST_P(StoreContract, LetsAHolderAcquireItsOwnLeaseAgain) {
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 0, at(0), kMinute));
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 7, at(1), kMinute));
  EXPECT_EQ(store().lease(kAcme, at(1))->run_id, 7);
}

TEST_P(StoreContract, GivesAReleasedLeaseToTheNextHolder) {
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 1, at(0), kMinute));
  store().release_lease(kAcme, kOther);
  EXPECT_TRUE(store().lease(kAcme, at(1)));
  store().release_lease(kAcme, kHolder);
  EXPECT_FALSE(store().lease(kAcme, at(1)));
  EXPECT_TRUE(store().acquire_lease(kAcme, kOther, 2, at(1), kMinute));
}

TEST_P(StoreContract, GivesAnExpiredLeaseToTheNextHolder) {
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 1, at(0), kMinute));
  EXPECT_FALSE(store().lease(kAcme, at(61)));
  EXPECT_TRUE(store().acquire_lease(kAcme, kOther, 2, at(61), kMinute));
  EXPECT_EQ(store().renew_lease(kAcme, kHolder, at(62), kMinute), LeaseAnswer::lost);
  EXPECT_EQ(store().renew_lease(kAcme, kOther, at(62), kMinute), LeaseAnswer::held);
}

TEST_P(StoreContract, KeepsARenewedLease) {
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 1, at(0), kMinute));
  EXPECT_EQ(store().renew_lease(kAcme, kHolder, at(50), kMinute), LeaseAnswer::held);
  EXPECT_FALSE(store().acquire_lease(kAcme, kOther, 2, at(100), kMinute));
}

TEST_P(StoreContract, DoesNotRenewALeaseWithoutAHolder) {
  EXPECT_EQ(store().renew_lease(kAcme, kHolder, at(0), kMinute), LeaseAnswer::lost);
}

TEST_P(StoreContract, ReportsACancelRequestToTheHolder) {
  EXPECT_FALSE(store().request_cancel(kAcme));
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 1, at(0), kMinute));
  EXPECT_TRUE(store().request_cancel(kAcme));
  EXPECT_TRUE(store().request_cancel(kAcme));
  EXPECT_EQ(store().renew_lease(kAcme, kHolder, at(1), kMinute), LeaseAnswer::cancel_requested);
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 2, at(2), kMinute));
  EXPECT_EQ(store().renew_lease(kAcme, kHolder, at(3), kMinute), LeaseAnswer::cancel_requested);
}

TEST_P(StoreContract, DoesNotApplyACancelRequestToTheNextHolder) {
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 1, at(0), kMinute));
  EXPECT_TRUE(store().request_cancel(kAcme));
  store().release_lease(kAcme, kHolder);
  EXPECT_TRUE(store().acquire_lease(kAcme, kOther, 2, at(1), kMinute));
  EXPECT_EQ(store().renew_lease(kAcme, kOther, at(2), kMinute), LeaseAnswer::held);
}

TEST_P(StoreContract, ShortensALeaseThatEndsTooLate) {
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 1, at(1'000'000), kMinute));
  store().shorten_lease(kAcme, kOther, at(60));
  EXPECT_EQ(store().lease(kAcme, at(0))->expires_at, at(1'000'060)) << "it has another holder now";
  store().shorten_lease(kAcme, kHolder, at(60));
  store().shorten_lease(kAcme, kHolder, at(70));
  EXPECT_EQ(store().lease(kAcme, at(0))->expires_at, at(60));
  EXPECT_EQ(store().renew_lease(kAcme, kHolder, at(10), kMinute), LeaseAnswer::held);
}

/// The name that a process which has ended since gave itself.
std::string holder_of_a_dead_process() {
  int channel[2];
  EXPECT_EQ(pipe(channel), 0);
  const pid_t child = fork();
  if (child == 0) {
    const std::string holder = make_lease_holder();
    const bool sent = write(channel[1], holder.data(), holder.size()) == static_cast<ssize_t>(holder.size());
    _exit(sent ? 0 : 1);
  }
  close(channel[1]);
  std::string holder;
  char buffer[256];
  for (ssize_t got = 0; (got = read(channel[0], buffer, sizeof buffer)) > 0;)
    holder.append(buffer, static_cast<std::size_t>(got));
  close(channel[0]);
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return holder;
}

TEST_P(StoreContract, GivesTheLeaseOfADeadProcessToTheNextHolder) {
  const std::string dead = holder_of_a_dead_process();
  EXPECT_TRUE(store().acquire_lease(kAcme, dead, 1, at(0), kMinute));
  EXPECT_FALSE(store().lease(kAcme, at(1)));
  EXPECT_FALSE(store().request_cancel(kAcme));
  EXPECT_TRUE(store().acquire_lease(kAcme, kHolder, 2, at(1), kMinute));
}

TEST_P(StoreContract, KeepsTheLeaseOfALivingProcess) {
  const std::string living = make_lease_holder();
  EXPECT_FALSE(holder_is_dead(living));
  EXPECT_TRUE(store().acquire_lease(kAcme, living, 1, at(0), kMinute));
  EXPECT_FALSE(store().acquire_lease(kAcme, make_lease_holder(), 2, at(1), kMinute));
  // It ended while the database was away.
  abandon_lease_holder(living);
  EXPECT_TRUE(holder_is_dead(living));
  EXPECT_TRUE(store().acquire_lease(kAcme, make_lease_holder(), 2, at(1), kMinute));
}

TEST(LeaseHolder, IsUniqueForEveryRun) {
  EXPECT_NE(make_lease_holder(), make_lease_holder());
}

TEST(LeaseHolder, IsNotDeadWhenItIsOnAnotherMachine) {
  EXPECT_FALSE(holder_is_dead("elsewhere/some-boot/4026531836/999999999/1/ab"));
  EXPECT_FALSE(holder_is_dead("no holder of ours"));
}

TEST(LeaseHolder, IsDeadWhenALaterProcessHasItsPid) {
  std::string former = make_lease_holder();
  // machine/boot/namespace/pid/start/random: the same pid, started at another moment.
  const auto random = former.rfind('/');
  const auto start = former.rfind('/', random - 1);
  former.replace(start + 1, random - start - 1, "1");
  EXPECT_TRUE(holder_is_dead(former));
}

}  // namespace
}  // namespace gup::testing
