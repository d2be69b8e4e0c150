#include "secret_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <type_traits>

#include "google/sign_in/oauth.hpp"
#include "google/transport/http_client.hpp"

namespace gup::google::test {
namespace {

// All secrets have the wiping type, and it does not convert implicitly to another type.
template <typename Member>
constexpr bool kIsSecret =
    std::is_same_v<Member, SecretText> || std::is_same_v<Member, std::optional<SecretText>>;
static_assert(kIsSecret<decltype(RefreshToken::text)> && kIsSecret<decltype(ServiceAccountKey::private_key)>);
static_assert(kIsSecret<decltype(Grant::refresh_token)> && kIsSecret<decltype(Grant::access_token)>);
static_assert(kIsSecret<decltype(TokenAnswer::refresh_token)> &&
              kIsSecret<decltype(TokenAnswer::access_token)>);
static_assert(kIsSecret<decltype(AuthorizationRequest::code_verifier)>);
static_assert(kIsSecret<decltype(CodeExchange::code)> && kIsSecret<decltype(CodeExchange::code_verifier)>);
static_assert(kIsSecret<decltype(GoogleClientSettings::client_secret)>);
static_assert(kIsSecret<decltype(HttpRequest::bearer)> && kIsSecret<decltype(HttpRequest::form)>);
static_assert(!std::is_convertible_v<SecretText, std::string> &&
              !std::is_convertible_v<SecretText, std::string_view>);
static_assert(!std::is_convertible_v<std::string, SecretText>);

const std::string kLong(100, 'k');

TEST(SecretText, KeepsItsTextWhenCopiedMovedAndAssigned) {
  SecretText one("one");
  SecretText copy(one);
  const SecretText moved(std::move(one));
  SecretText assigned("former");
  assigned = moved;
  copy = SecretText("another");
  EXPECT_EQ(moved.reveal(), "one");
  EXPECT_EQ(assigned.reveal(), "one");
  EXPECT_EQ(copy.reveal(), "another");
}

TEST(SecretText, WipesAShortTextOnDestruction) {
  alignas(SecretText) std::array<char, sizeof(SecretText)> memory{};
  auto* const secret = std::construct_at(reinterpret_cast<SecretText*>(memory.data()), "hunter2");
  std::destroy_at(secret);
  const std::string_view left(memory.data(), memory.size());
  EXPECT_EQ(left.find("unter2"), std::string_view::npos);
}

TEST(SecretText, WipesALongTextWhenItIsReplaced) {
  SecretText secret{std::string_view(kLong)};
  const char* const former = secret.reveal().data();
  SecretText other{std::string_view(kLong)};
  secret = std::move(other);
  // `other` owns the former buffer now.
  EXPECT_TRUE(std::all_of(former, former + kLong.size(), [](char c) { return c == '\0'; }));
}

TEST(SecretText, LeavesNothingInTheStringThatItTakesOver) {
  for (std::string text : {std::string("hunter2"), kLong}) {
    const std::string expected = text;
    const SecretText secret(std::move(text));
    EXPECT_EQ(secret.reveal(), expected);
    text.resize(text.capacity());  // NOLINT(bugprone-use-after-move): this is what is tested
    EXPECT_EQ(text.find_first_not_of('\0'), std::string::npos);
  }
}

TEST(SecretText, LeavesNothingBehindWhenItIsMoved) {
  alignas(SecretText) std::array<char, sizeof(SecretText)> memory{};
  auto* const secret = std::construct_at(reinterpret_cast<SecretText*>(memory.data()), "hunter2");
  const SecretText moved(std::move(*secret));
  EXPECT_EQ(std::string_view(memory.data(), memory.size()).find("unter2"), std::string_view::npos);
  std::destroy_at(secret);
  EXPECT_EQ(moved.reveal(), "hunter2");
}

}  // namespace
}  // namespace gup::google::test
