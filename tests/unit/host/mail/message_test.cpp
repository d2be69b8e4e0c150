#include "mail/message.hpp"

#include <gmock/gmock.h>

namespace sample_host {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Mail plain_mail() {
  return {"Awareness", "no-reply@example.com", "it@acme.com", "Access is lost", "Reconnect.\n",
          "abc@example.com",
          // 2026-01-01T00:00:00Z
          host_sdk::Timestamp{std::chrono::seconds{1'767'225'600}}};
}

TEST(Message, HasTheHeadersOfAnAutomaticEmail) {
  EXPECT_EQ(write_message(plain_mail()),
            "Date: Thu, 1 Jan 2026 00:00:00 +0000\r\n"
            "From: \"Awareness\"\r\n <no-reply@example.com>\r\n"
            "To: <it@acme.com>\r\n"
            "Subject: Access is lost\r\n"
            "Message-ID: <abc@example.com>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n"
            "UmVjb25uZWN0Lg0K\r\n");
}

TEST(Message, EncodesOtherCharactersInWordsOfAtMost75Bytes) {
  Mail mail = plain_mail();
  mail.subject.clear();
  for (int i = 0; i < 60; ++i) mail.subject += "ü€";
  mail.from_name = "Grüße \"&\" Co";
  const std::string text = write_message(mail);
  for (std::size_t start = 0, end = 0; (end = text.find("\r\n", start)) != std::string::npos; start = end + 2)
    EXPECT_LE(end - start, 87U) << "a header's name and one word";
  EXPECT_THAT(text, HasSubstr("Subject: =?UTF-8?B?w7zigqzDvOKC"));
  EXPECT_THAT(text, HasSubstr("From: =?UTF-8?B?"));
  EXPECT_THAT(text, Not(HasSubstr("ü")));
}

TEST(Message, CannotGetAnotherHeaderFromAName) {
  Mail mail = plain_mail();
  mail.subject = "[Acme\r\nBcc: victim@example.com] Hello\r\n\r\nA body";
  mail.from_name = "Acme\r\nBcc: victim@example.com";
  mail.to_address = "it@acme.com>\r\nBcc: <victim@example.com";
  const std::string text = write_message(mail);
  const std::string headers = text.substr(0, text.find("\r\n\r\n"));
  EXPECT_THAT(headers, Not(HasSubstr("\nBcc")));
  EXPECT_THAT(headers, EndsWith("Content-Transfer-Encoding: base64"));
}

TEST(Message, DoesNotPassOnASubjectThatLooksEncoded) {
  Mail mail = plain_mail();
  mail.subject = "=?UTF-8?B?QmNj?=";
  EXPECT_THAT(write_message(mail), HasSubstr("Subject: =?UTF-8?B?PT9VVEYtOD9CP1FtTmo/PQ==?="));
}

TEST(Message, EndsEveryLineOfTheBodyWithCarriageReturnAndLineFeed) {
  Mail mail = plain_mail();
  mail.body = "a\nb\r\nc";
  EXPECT_THAT(write_message(mail), EndsWith("\r\n\r\nYQ0KYg0KYw==\r\n"));
}

TEST(MailAddress, IsAsciiWithOneAt) {
  for (const char* good : {"it@acme.com", "a.b+c@mail.acme.co.uk", "x@localhost", "o'neil@acme.com"})
    EXPECT_TRUE(is_mail_address(good)) << good;
  for (const std::string bad :
       {"", "acme.com", "@acme.com", "it@", "a@b@c", "it @acme.com", "it@acme.com\r\nBcc: x@y",
        "<it@acme.com>", "a,b@acme.com", "grüße@acme.com", "\"a\"@acme.com", "it@[127.0.0.1]"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@acme.com"));
  EXPECT_FALSE(is_mail_address("a@" + std::string(253, 'b')));
}

}  // namespace
}  // namespace sample_host
