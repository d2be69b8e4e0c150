#include "google/directory/two_ends.hpp"

#include <gtest/gtest.h>

namespace gup::google {
namespace {

using State = TwoEnds::State;

/// People named by one letter each: "abc" is a page of three.
std::vector<DirectoryUser> page(const std::string& letters) {
  std::vector<DirectoryUser> users;
  for (const char letter : letters) {
    users.emplace_back();
    users.back().id = std::string(1, letter);
  }
  return users;
}

TEST(TwoEnds, MeetInTheMiddleOfAPage) {
  TwoEnds ends;
  EXPECT_EQ(ends.add_forward(page("abcd")), State::apart);
  EXPECT_EQ(ends.add_backward(page("zyxw")), State::apart);
  EXPECT_EQ(ends.add_forward(page("efgh")), State::apart);
  EXPECT_EQ(ends.add_backward(page("jihg")), State::met);
}

TEST(TwoEnds, AreApartAsLongAsPeopleMayStandBetweenThem) {
  TwoEnds ends;
  EXPECT_EQ(ends.add_forward(page("abc")), State::apart);
  EXPECT_EQ(ends.add_backward(page("fed")), State::apart) << "neighbours, but nothing proves it";
}

TEST(TwoEnds, TakeOnePersonAloneForNoProof) {
  TwoEnds ends;
  (void)ends.add_forward(page("abc"));
  EXPECT_EQ(ends.add_backward(page("edc")), State::apart);
  EXPECT_EQ(ends.add_forward(page("def")), State::met) << "c, d and e in opposite orders";
}

TEST(TwoEnds, MeetOverAPageThatIsShorterThanTheOther) {
  TwoEnds ends;
  (void)ends.add_backward(page("ed"));
  EXPECT_EQ(ends.add_forward(page("abcdefg")), State::met);
}

TEST(TwoEnds, MeetOverEmptyPagesAndRowsThatComeTwice) {
  TwoEnds ends;
  (void)ends.add_forward(page("abc"));
  EXPECT_EQ(ends.add_forward({}), State::apart);
  EXPECT_EQ(ends.add_forward(page("cd")), State::apart);
  EXPECT_EQ(ends.add_backward(page("edc")), State::met);
}

TEST(TwoEnds, ContradictEachOtherWhenTheOrderIsTheSame) {
  TwoEnds ends;
  (void)ends.add_forward(page("abc"));
  EXPECT_EQ(ends.add_backward(page("abc")), State::contradictory);
}

TEST(TwoEnds, ContradictEachOtherWhenSomebodyStandsBetweenOnlyOnOneSide) {
  TwoEnds joined;
  (void)joined.add_forward(page("abd"));
  EXPECT_EQ(joined.add_backward(page("edcb")), State::contradictory) << "c came after b and d were read";
  TwoEnds moved;
  (void)moved.add_forward(page("acbd"));
  EXPECT_EQ(moved.add_backward(page("edcb")), State::contradictory)
      << "b and c stand in the same order in both";
}

}  // namespace
}  // namespace gup::google
