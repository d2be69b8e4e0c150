#include "mail/notice_mails.hpp"

#include <gmock/gmock.h>

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::NoticeMail;
using ::testing::HasSubstr;
using ::testing::Not;

const host_sdk::Timestamp kMidnight{std::chrono::seconds{1'767'225'600}};
const MailSubject kAboutAcme{{"acme", "Acme Inc."}, "https://awareness.example.com"};

StoredNotice stored_notice(NoticeMail mail, std::string title = "Access is lost") {
  return {"plugin",
          "acme",
          {"access", host_sdk::page::Tone::danger, std::move(title), "Reconnect.", mail, "google"},
          kMidnight};
}

TEST(NoticeMails, AreSentAtOnceAndThenAtGrowingIntervals) {
  EXPECT_TRUE(notice_mail_is_due(NoticeMail::repeated, {0, {}, {}}, kMidnight));
  const std::pair<int, std::chrono::hours> table[] = {{1, 1h},  {2, 4h},  {3, 12h},
                                                      {4, 24h}, {5, 24h}, {100, 24h}};
  for (const auto& [sent, delay] : table) {
    EXPECT_FALSE(
        notice_mail_is_due(NoticeMail::repeated, {sent, kMidnight, kMidnight}, kMidnight + delay - 1us))
        << sent;
    EXPECT_TRUE(notice_mail_is_due(NoticeMail::repeated, {sent, kMidnight, kMidnight}, kMidnight + delay))
        << sent;
  }
}

TEST(NoticeMails, AreSentOnceOrNotAtAllIfTheNoticeSaysSo) {
  EXPECT_TRUE(notice_mail_is_due(NoticeMail::once, {0, {}, {}}, kMidnight));
  EXPECT_FALSE(notice_mail_is_due(NoticeMail::once, {1, kMidnight, kMidnight}, kMidnight + 1000h));
  EXPECT_FALSE(notice_mail_is_due(NoticeMail::none, {0, {}, {}}, kMidnight));
  EXPECT_FALSE(notice_mail_is_due(NoticeMail::digest, {0, {}, {}}, kMidnight));
}

TEST(NoticeMails, SendADigestADay) {
  EXPECT_TRUE(digest_is_due({0, {}, {}}, kMidnight));
  EXPECT_FALSE(digest_is_due({7, kMidnight, kMidnight}, kMidnight + 24h - 1us));
  EXPECT_TRUE(digest_is_due({7, kMidnight, kMidnight}, kMidnight + 24h));
}

TEST(NoticeMails, AreSentAfterAClockThatWasAhead) {
  const auto year_ahead = kMidnight + 8760h;
  EXPECT_TRUE(notice_mail_is_due(NoticeMail::repeated, {1, kMidnight, year_ahead}, kMidnight));
  EXPECT_FALSE(notice_mail_is_due(NoticeMail::repeated, {1, kMidnight, kMidnight + 1s}, kMidnight));
  EXPECT_TRUE(digest_is_due({1, kMidnight, year_ahead}, kMidnight));
  EXPECT_FALSE(digest_is_due({1, kMidnight, kMidnight + 1s}, kMidnight));
}

TEST(NoticeMails, NameTheCompanyTheReasonAndThePage) {
  const auto mail = write_notice_mail(kAboutAcme, stored_notice(NoticeMail::repeated), {});
  EXPECT_EQ(mail.subject, "[Acme Inc.] Access is lost");
  EXPECT_THAT(mail.body, HasSubstr("Acme Inc.: Access is lost\n\nReconnect.\n"));
  EXPECT_THAT(mail.body, HasSubstr("https://awareness.example.com/company/settings/google\n"));
  EXPECT_THAT(mail.body, HasSubstr("the next reminder follows in 1 hour."));
  EXPECT_THAT(mail.body, HasSubstr("https://awareness.example.com/company/notifications"));
  EXPECT_THAT(mail.body, Not(HasSubstr("Reported first")));
}

TEST(NoticeMails, SayThatTheyAreReminders) {
  const auto mail =
      write_notice_mail(kAboutAcme, stored_notice(NoticeMail::repeated), {2, kMidnight, kMidnight + 1h});
  EXPECT_EQ(mail.subject, "[Acme Inc.] Reminder: Access is lost");
  EXPECT_THAT(mail.body, HasSubstr("Reported first: 2026-01-01 00:00:00 UTC."));
  EXPECT_THAT(mail.body, HasSubstr("the next reminder follows in 12 hours."));
}

TEST(NoticeMails, ListEverythingInOneDigest) {
  const auto one =
      write_digest(kAboutAcme, {stored_notice(NoticeMail::digest, "30 removals need your review")});
  EXPECT_EQ(one.subject, "[Acme Inc.] 30 removals need your review");
  const auto two = write_digest(
      kAboutAcme, {stored_notice(NoticeMail::digest, "First"), stored_notice(NoticeMail::digest, "Second")});
  EXPECT_EQ(two.subject, "[Acme Inc.] 2 items need your review");
  EXPECT_THAT(two.body, HasSubstr("First"));
  EXPECT_THAT(two.body, HasSubstr("Second"));
}

}  // namespace
}  // namespace sample_host
