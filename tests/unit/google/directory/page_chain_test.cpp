#include "google/directory/page_chain.hpp"

#include <gtest/gtest.h>

#include "failure.hpp"

namespace gup::google {
namespace {

/// The failure of `call`.
template <typename Call>
std::string sentence_of(Call call) {
  try {
    call();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again);
    return failure.what();
  }
  return {};
}

TEST(PageChain, EndsWithThePageWithoutToken) {
  PageChain chain("users.list");
  EXPECT_FALSE(chain.continued());
  EXPECT_TRUE(chain.advance("a"));
  EXPECT_TRUE(chain.continued());
  EXPECT_EQ(chain.token(), "a");
  EXPECT_FALSE(chain.advance(""));
}

TEST(PageChain, FailsWhenATokenRepeats) {
  PageChain chain("groups.list");
  for (const char* token : {"a", "b", "c"}) EXPECT_TRUE(chain.advance(token));
  EXPECT_NE(sentence_of([&] { (void)chain.advance("b"); }).find("groups.list"), std::string::npos);
}

TEST(PageChain, GivesUpAListThatNeverEnds) {
  PageChain chain("members.list");
  std::string sentence;
  int pages = 0;
  while (sentence.empty() && pages < 1'000'000)
    sentence = sentence_of([&] { (void)chain.advance(std::to_string(++pages)); });
  EXPECT_NE(sentence.find("members.list"), std::string::npos) << sentence;
  EXPECT_GT(pages, 20'000) << "ten million users are a customer";
}

}  // namespace
}  // namespace gup::google
