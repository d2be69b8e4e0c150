#include "model/exclusion.hpp"

#include <gtest/gtest.h>

namespace gup {
namespace {

std::string problem(ExclusionKind kind, std::string value) {
  return clean_exclusion(kind, value);
}

std::string cleaned(ExclusionKind kind, std::string value) {
  EXPECT_EQ(clean_exclusion(kind, value), "");
  return value;
}

TEST(Exclusion, PatternMatchesWithStarsOnly) {
  EXPECT_TRUE(matches_pattern("svc-backup@acme.com", "svc-*@acme.com"));
  EXPECT_TRUE(matches_pattern("svc-@acme.com", "svc-*@acme.com"));
  EXPECT_TRUE(matches_pattern("a.robot.7@acme.com", "*.robot.*@*"));
  EXPECT_TRUE(matches_pattern("aab@x", "*ab@x"));
  EXPECT_FALSE(matches_pattern("svc-backup@acme.com.evil.example", "svc-*@acme.com"));
  EXPECT_FALSE(matches_pattern("mysvc-backup@acme.com", "svc-*@acme.com"));
  EXPECT_FALSE(matches_pattern("svc?a@acme.com", "svc.a@acme.com"));
  EXPECT_FALSE(matches_pattern("", "a*"));
  EXPECT_TRUE(matches_pattern("", "**"));
}

TEST(Exclusion, PatternDoesNotTakeExponentialTime) {
  EXPECT_FALSE(matches_pattern(std::string(320, 'a') + "@x", "*a*a*a*a*a*a*a*a*a*a*a*a*b@x"));
}

TEST(Exclusion, ValuesAreComparedAsEmailsAre) {
  EXPECT_EQ(cleaned(ExclusionKind::address, "  Bob@ACME.com "), "bob@acme.com");
  EXPECT_EQ(cleaned(ExclusionKind::pattern, "SVC-*@Acme.com"), "svc-*@acme.com");
  EXPECT_EQ(cleaned(ExclusionKind::domain, "@Acme.DE"), "acme.de");
  EXPECT_EQ(cleaned(ExclusionKind::unit, " id:03ph8a2z1 "), "id:03ph8a2z1");
  EXPECT_EQ(cleaned(ExclusionKind::guests, "ignored"), "");
}

TEST(Exclusion, RefusesImpossibleValues) {
  EXPECT_EQ(problem(ExclusionKind::pattern, "svc-*"), "The pattern has no @.");
  EXPECT_EQ(problem(ExclusionKind::pattern, "*@*"), "The pattern would match everyone.");
  EXPECT_EQ(problem(ExclusionKind::pattern, "bob@acme.com"),
            "The pattern contains no *. Choose the kind “Address”.");
  EXPECT_EQ(problem(ExclusionKind::address, "svc-*@acme.com"),
            "The address contains a *. Choose the kind “Address pattern”.");
  EXPECT_EQ(problem(ExclusionKind::address, "bob@acme.com, ada@acme.com"),
            "The address has more than one @.");
  EXPECT_EQ(problem(ExclusionKind::address, "@acme.com"),
            "The address is not complete on both sides of the @.");
  EXPECT_EQ(problem(ExclusionKind::address, std::string(320, 'a') + "@acme.com"),
            "The address is longer than 320 characters.");
  EXPECT_EQ(problem(ExclusionKind::address, "bob\n@acme.com"), "The value is not one line of valid text.");
  EXPECT_EQ(problem(ExclusionKind::domain, "acme"), "“acme” is not a domain, such as acme.com.");
  EXPECT_EQ(problem(ExclusionKind::domain, "*.acme.com"), "“*.acme.com” is not a domain, such as acme.com.");
  EXPECT_EQ(problem(ExclusionKind::unit, "/Robots"),
            "“/Robots” is not the Google ID of an organizational unit, which starts with “id:”.");
  EXPECT_EQ(problem(ExclusionKind::unit, ""), "Enter the Google ID of the organizational unit.");
  EXPECT_EQ(problem(ExclusionKind::group, "a,b"), "“a,b” is not the Google ID of a group.");
}

TEST(Exclusion, NeedsAReasonOfAtMost255Characters) {
  std::string reason = "  robots ";
  EXPECT_EQ(clean_reason(reason), "");
  EXPECT_EQ(reason, "robots");
  reason = std::string(400, 'x');
  EXPECT_EQ(clean_reason(reason), "The reason is longer than 255 characters.");
  reason = " ";
  EXPECT_EQ(clean_reason(reason), "Enter a reason, so that others understand the rule.");
}

TEST(Exclusion, KindsAreListedByName) {
  EXPECT_EQ(exclusion_kind_names(),
            "address, pattern, domain, unit, group, guests, without_mailbox, never_signed_in");
}

TEST(Exclusion, KindsHaveNamesThatLeadBack) {
  for (const ExclusionKind kind : exclusion_kinds())
    EXPECT_EQ(exclusion_kind_named(exclusion_kind_name(kind)), kind);
  EXPECT_EQ(exclusion_kind_named("robots"), std::nullopt);
  EXPECT_EQ(exclusion_key(ExclusionKind::pattern, "svc-*@acme.com"), "pattern:svc-*@acme.com");
  EXPECT_EQ(exclusion_key(ExclusionKind::guests, ""), "guests");
}

}  // namespace
}  // namespace gup
