#include "mail/outbox_table.hpp"

#include <gmock/gmock.h>

#include <set>
#include <thread>

#include "database/notices_table.hpp"
#include "mail/recipients_table.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const host_sdk::Timestamp kQueuedAt{std::chrono::seconds{1'767'225'600}};
const TopicKey kAccessTopic{"plugin", "acme", "access"};

class Outbox : public ::testing::Test {
 protected:
  testing::TemporaryDatabase database;
  OutboxTable outbox{database.pool};

  bool queue(const TopicMails& before, host_sdk::Timestamp now = kQueuedAt) {
    return outbox.queue(kAccessTopic, before,
                        {{"a@acme.com", "Subject", "Body"}, {"b@acme.com", "Subject", "Body"}}, now);
  }
};

TEST_F(Outbox, QueuesAnEmailForEachRecipientAndCountsOneForTheTopic) {
  ASSERT_TRUE(queue(outbox.topic(kAccessTopic)));
  const auto topic = outbox.topic(kAccessTopic);
  EXPECT_EQ(topic.sent, 1);
  EXPECT_EQ(topic.first_at, kQueuedAt);
  EXPECT_EQ(topic.last_at, kQueuedAt);
  ASSERT_TRUE(queue(topic, kQueuedAt + 1h));
  EXPECT_EQ(outbox.topic(kAccessTopic).sent, 2);
  EXPECT_EQ(outbox.topic(kAccessTopic).first_at, kQueuedAt);
  EXPECT_EQ(outbox.topic(kAccessTopic).last_at, kQueuedAt + 1h);
  EXPECT_THAT(outbox.latest("acme", 10), SizeIs(4));
  EXPECT_THAT(outbox.latest("globex", 10), IsEmpty());
}

TEST_F(Outbox, QueuesNothingWhenAnotherProcessWasFaster) {
  const auto before = outbox.topic(kAccessTopic);
  ASSERT_TRUE(queue(before));
  EXPECT_FALSE(queue(before));
  EXPECT_THAT(outbox.latest("acme", 10), SizeIs(2));
}

TEST_F(Outbox, StartsAgainWhenTheNoticeWasCleared) {
  ASSERT_TRUE(queue(outbox.topic(kAccessTopic)));
  NoticesTable notices(database.pool);
  notices.dismiss("plugin", "acme", "access");
  EXPECT_EQ(outbox.topic(kAccessTopic).sent, 1);
  notices.clear("plugin", "acme", "access");
  EXPECT_EQ(outbox.topic(kAccessTopic).sent, 0);
}

TEST_F(Outbox, GivesEachEmailToOneOfManyProcesses) {
  for (int i = 0; i < 20; ++i)
    outbox.queue("acme", {std::to_string(i) + "@acme.com", "Subject", "Body"}, kQueuedAt);
  std::vector<std::vector<std::string>> taken(4);
  std::vector<std::thread> processes;
  for (auto& mine : taken)
    processes.emplace_back([&mine, this] {
      HostDatabase pool(database.database.config());
      OutboxTable other(pool);
      while (const auto mail = other.take_due(kQueuedAt, kQueuedAt + 5min))
        mine.push_back(mail->mail.recipient);
    });
  for (auto& process : processes) process.join();
  std::multiset<std::string> all;
  for (const auto& mine : taken) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 20U);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 20U);
}

TEST_F(Outbox, ReassignsAnEmailWhoseProcessDied) {
  outbox.queue("acme", {"a@acme.com", "Robert'); DROP TABLE host_mails; --", "Body"}, kQueuedAt);
  const auto first = outbox.take_due(kQueuedAt, kQueuedAt + 5min);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->mail.subject, "Robert'); DROP TABLE host_mails; --");
  EXPECT_FALSE(outbox.take_due(kQueuedAt + 5min - 1us, kQueuedAt + 10min));
  const auto second = outbox.take_due(kQueuedAt + 5min, kQueuedAt + 10min);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->attempts, 2);
  EXPECT_EQ(second->message_id, first->message_id);
  // The first process lives after all, and is late.
  outbox.retry_at(*first, "late", kQueuedAt);
  EXPECT_FALSE(outbox.take_due(kQueuedAt + 6min, kQueuedAt + 10min));
  outbox.mark_sent(*second);
  EXPECT_EQ(outbox.latest("acme", 1).front().state, StoredMail::State::sent);
  EXPECT_FALSE(outbox.next_due());
}

TEST_F(Outbox, SendsAnEmailThatAClockAheadPutOff) {
  outbox.queue("acme", {"a@acme.com", "Subject", "Body"}, kQueuedAt + 8760h);
  const auto mail = outbox.take_due(kQueuedAt, kQueuedAt + 5min);
  ASSERT_TRUE(mail);
  EXPECT_FALSE(outbox.take_due(kQueuedAt, kQueuedAt + 5min)) << "it is being sent";
  outbox.retry_at(*mail, "The mail server did not answer in time.", kQueuedAt + kLongestRetryDelay);
  EXPECT_FALSE(outbox.take_due(kQueuedAt, kQueuedAt + 5min)) << "the longest delay is no wrong clock";
}

TEST_F(Outbox, KeepsTheReasonOfAFailure) {
  outbox.queue("acme", {"a@acme.com", "Subject", "Body"}, kQueuedAt);
  outbox.retry_at(*outbox.take_due(kQueuedAt, kQueuedAt + 5min), "The mail server did not answer in time.",
                  kQueuedAt + 1min);
  EXPECT_EQ(outbox.next_due(), kQueuedAt + 1min);
  EXPECT_EQ(outbox.latest("acme", 1).front().reason, "The mail server did not answer in time.");
  outbox.mark_failed(*outbox.take_due(kQueuedAt + 1min, kQueuedAt + 5min), "550 no such user");
  EXPECT_EQ(outbox.latest("acme", 1).front().state, StoredMail::State::failed);
  outbox.remove_old(kQueuedAt);
  EXPECT_THAT(outbox.latest("acme", 1), SizeIs(1));
  outbox.remove_old(kQueuedAt + 1us);
  EXPECT_THAT(outbox.latest("acme", 1), IsEmpty());
}

TEST_F(Outbox, ReportsPendingAndGivenUpEmails) {
  EXPECT_EQ(outbox.state().waiting, 0);
  EXPECT_EQ(outbox.state().oldest_waiting, std::nullopt);
  ASSERT_TRUE(queue(outbox.topic(kAccessTopic)));
  const auto first = outbox.take_due(kQueuedAt, kQueuedAt + 1min);
  ASSERT_TRUE(first);
  outbox.mark_failed(*first, "550 No such user");
  ASSERT_TRUE(queue(outbox.topic(kAccessTopic), kQueuedAt + 1h));
  const OutboxState state = outbox.state();
  EXPECT_EQ(state.waiting, 3);
  EXPECT_EQ(state.failed, 1);
  EXPECT_EQ(state.oldest_waiting, kQueuedAt);
}

class Recipients : public ::testing::Test {
 protected:
  testing::TemporaryDatabase database;
  RecipientsTable recipients{database.pool, {{"acme", {"it@acme.com", "boss@acme.com"}}}};

  std::vector<std::string> listed(const std::string& company = "acme") {
    std::vector<std::string> all;
    for (const auto& [address, problems, digest] : recipients.of_company(company))
      all.push_back(address + (problems ? " problems" : "") + (digest ? " digest" : ""));
    return all;
  }
};

TEST_F(Recipients, AreThoseOfTheFileUntilAnAdministratorChooses) {
  EXPECT_THAT(listed(), ElementsAre("boss@acme.com problems digest", "it@acme.com problems digest"));
  EXPECT_THAT(listed("globex"), IsEmpty());
  ASSERT_TRUE(recipients.put("acme", {"Ada@acme.com", true, false}, kQueuedAt));
  EXPECT_THAT(listed(), ElementsAre("Ada@acme.com problems", "boss@acme.com problems digest",
                                    "it@acme.com problems digest"));
  for (const char* address : {"ADA@ACME.COM", "it@acme.com", "boss@acme.com"})
    EXPECT_TRUE(recipients.remove("acme", address, kQueuedAt)) << address;
  EXPECT_FALSE(recipients.remove("acme", "it@acme.com", kQueuedAt));
  EXPECT_THAT(listed(), IsEmpty()) << "the file's recipients do not come back";
}

TEST_F(Recipients, AreChangedByTheirAddressInAnyCase) {
  ASSERT_TRUE(recipients.put("acme", {"IT@acme.com", false, true}, kQueuedAt));
  EXPECT_THAT(listed(), ElementsAre("boss@acme.com problems digest", "IT@acme.com digest"));
}

TEST_F(Recipients, AreFiftyAtMost) {
  for (std::size_t i = 2; i < RecipientsTable::kMost; ++i)
    ASSERT_TRUE(recipients.put("acme", {std::to_string(i) + "@acme.com"}, kQueuedAt));
  EXPECT_FALSE(recipients.put("acme", {"one-more@acme.com"}, kQueuedAt));
  EXPECT_TRUE(recipients.put("acme", {"it@acme.com", false, false}, kQueuedAt));
}

}  // namespace
}  // namespace sample_host
