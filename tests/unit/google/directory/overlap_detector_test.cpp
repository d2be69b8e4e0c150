#include "google/directory/overlap_detector.hpp"

#include <gtest/gtest.h>

namespace gup::google {
namespace {

using State = OverlapDetector::State;

/// Users with one-letter ids: "abc" is a page of three.
std::vector<DirectoryUser> page(const std::string& letters) {
  std::vector<DirectoryUser> users;
  for (const char letter : letters) {
    users.emplace_back();
    users.back().id = std::string(1, letter);
  }
  return users;
}

TEST(OverlapDetector, FindsAnOverlapInsideAPage) {
  OverlapDetector detector;
  EXPECT_EQ(detector.add_forward(page("abcd")), State::apart);
  EXPECT_EQ(detector.add_backward(page("zyxw")), State::apart);
  EXPECT_EQ(detector.add_forward(page("efgh")), State::apart);
  EXPECT_EQ(detector.add_backward(page("jihg")), State::overlapping);
}

TEST(OverlapDetector, FindsNoOverlapWhileUsersMayBeBetween) {
  OverlapDetector detector;
  EXPECT_EQ(detector.add_forward(page("abc")), State::apart);
  EXPECT_EQ(detector.add_backward(page("fed")), State::apart) << "no common users, so no proof";
}

TEST(OverlapDetector, NeedsMoreThanOneCommonUser) {
  OverlapDetector detector;
  (void)detector.add_forward(page("abc"));
  EXPECT_EQ(detector.add_backward(page("edc")), State::apart);
  EXPECT_EQ(detector.add_forward(page("def")), State::overlapping) << "c, d and e in opposite orders";
}

TEST(OverlapDetector, FindsAnOverlapWithAShorterPage) {
  OverlapDetector detector;
  (void)detector.add_backward(page("ed"));
  EXPECT_EQ(detector.add_forward(page("abcdefg")), State::overlapping);
}

TEST(OverlapDetector, FindsAnOverlapAcrossEmptyPagesAndDuplicates) {
  OverlapDetector detector;
  (void)detector.add_forward(page("abc"));
  EXPECT_EQ(detector.add_forward({}), State::apart);
  EXPECT_EQ(detector.add_forward(page("cd")), State::apart);
  EXPECT_EQ(detector.add_backward(page("edc")), State::overlapping);
}

TEST(OverlapDetector, DetectsTheSameOrder) {
  OverlapDetector detector;
  (void)detector.add_forward(page("abc"));
  EXPECT_EQ(detector.add_backward(page("abc")), State::contradictory);
}

TEST(OverlapDetector, DetectsAUserInOneListingOnly) {
  OverlapDetector joined;
  (void)joined.add_forward(page("abd"));
  EXPECT_EQ(joined.add_backward(page("edcb")), State::contradictory) << "c was added after b and d were read";
  OverlapDetector moved;
  (void)moved.add_forward(page("acbd"));
  EXPECT_EQ(moved.add_backward(page("edcb")), State::contradictory)
      << "b and c are in the same order in both";
}

}  // namespace
}  // namespace gup::google
