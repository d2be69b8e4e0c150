#include "host_sdk/loader/guard.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

using host_sdk::Result;
using host_sdk::ResultCode;
using host_sdk::loader::guarded;
using host_sdk::loader::thrown_by;

TEST(Guard, ReturnsTheResultOfTheCall) {
  const Result result =
      guarded("hello", "run", [] { return Result::again("later", std::chrono::seconds{5}); });
  EXPECT_EQ(result.code, ResultCode::try_again);
  EXPECT_EQ(result.sentence, "later");
  EXPECT_EQ(result.retry_after, std::chrono::seconds{5});
}

TEST(Guard, ReturnsOkForACallWithoutResult) {
  int calls = 0;
  EXPECT_EQ(guarded("hello", "stop", [&] { ++calls; }).code, ResultCode::ok);
  EXPECT_EQ(calls, 1);
}

TEST(Guard, TurnsAnExceptionIntoASentence) {
  const Result result = guarded("hello", "page", []() -> Result { throw std::out_of_range("no such row"); });
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_EQ(result.sentence, "The plugin 'hello' threw in page(): no such row");
}

TEST(Guard, TurnsAnyThrownValueIntoASentence) {
  const Result result = guarded("hello", "run", [] { throw 7; });
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_EQ(result.sentence, "The plugin 'hello' threw in run(): something that is not an exception");
}

TEST(Guard, ReturnsNulloptForACallThatReturned) {
  EXPECT_EQ(thrown_by([] {}), std::nullopt);
  EXPECT_EQ(thrown_by([] { throw std::runtime_error("x"); }), "x");
}

TEST(Guard, SaysThatAPluginGaveNoReason) {
  const Result result =
      guarded("hello", "start", [] { return Result::failed(ResultCode::administrator_action, ""); });
  EXPECT_EQ(result.code, ResultCode::administrator_action);
  EXPECT_EQ(result.sentence, "The plugin 'hello' failed in start() without a reason (administrator_action)");
}

TEST(Guard, SaysThatAnExceptionHasNoMessage) {
  EXPECT_EQ(thrown_by([] { throw std::runtime_error(""); }), "an exception without a message");
}
