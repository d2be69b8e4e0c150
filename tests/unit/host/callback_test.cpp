#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "cli/callback/callback_target.hpp"
#include "database/callbacks_table.hpp"
#include "plugins/callbacks/outcome.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

TEST(CallbackTarget, ReadsPluginNameAndDecodedParameters) {
  const auto target =
      parse_callback_target("/plugins/some-plugin/callback/return?code=4%2F0A+b&state=s&code=other");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->plugin_id, "some-plugin");
  EXPECT_EQ(target->name, "return");
  EXPECT_EQ(target->params.at("code"), "4/0A b");
  EXPECT_EQ(target->params.at("state"), "s");
}

TEST(CallbackTarget, KnowsNothingElse) {
  EXPECT_FALSE(parse_callback_target("/"));
  EXPECT_FALSE(parse_callback_target("/favicon.ico"));
  EXPECT_FALSE(parse_callback_target("/plugins/a/b/callback/c"));
  EXPECT_FALSE(parse_callback_target("/plugins/a/callback/"));
  EXPECT_FALSE(parse_callback_target("/plugins/a/callback/c/d"));
  EXPECT_FALSE(parse_callback_target("/plugins/a/callback/c?x=%4"));
}

TEST(ListenAddress, ComesFromThePublicAddress) {
  EXPECT_EQ(listen_address_of("http://127.0.0.1:8080").port, 8080);
  EXPECT_EQ(listen_address_of("http://127.0.0.1:8080/host").host, "127.0.0.1");
  EXPECT_EQ(listen_address_of("https://host.example").port, 443);
  EXPECT_EQ(listen_address_of("http://[::1]:9").host, "::1");
  EXPECT_EQ(listen_address_of("http://[::1]:9").port, 9);
  EXPECT_EQ(listen_address_of("http://[::1]").port, 80);
  EXPECT_EQ(address_of("::1", 9), "http://[::1]:9");
  EXPECT_EQ(address_of("0.0.0.0", 80), "http://localhost:80");
}

TEST(Callbacks, AStateIsUsedByExactlyOneOfManyReturns) {
  testing::TemporaryDatabase database;
  CallbacksTable table(database.pool);
  const host_sdk::Timestamp now{std::chrono::hours{1}};
  table.add(
      "hash",
      {"plugin", "page", "acme", {"dana", "Dana", {"a", "b"}}, "", now + std::chrono::minutes{10}, false});
  EXPECT_EQ(table.find("hash")->actor.can, (std::vector<std::string>{"a", "b"}));
  std::atomic<int> winners = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) threads.emplace_back([&] { winners += table.use("hash", now) ? 1 : 0; });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(winners, 1);
  EXPECT_TRUE(table.find("hash")->used);
}

TEST(Callbacks, TheOutcomeReachesAnotherProcess) {
  testing::TemporaryDatabase database;
  CallbacksTable table(database.pool);
  table.add("hash", {"plugin", "page", "acme", {}, "", host_sdk::Timestamp{}, false});
  EXPECT_EQ(table.outcome("hash"), std::nullopt);
  CallbackReply reply;
  reply.answer.toast = host_sdk::page::Toast{host_sdk::page::Tone::warning, "You did not finish connecting."};
  reply.answer.errors["scope"] = {"is missing"};
  reply.result = host_sdk::Result::failed(host_sdk::ResultCode::access_lost, "No.");
  table.put_outcome("hash", write_outcome(reply));
  const auto read = read_outcome(*table.outcome("hash"));
  EXPECT_EQ(read.answer.toast->text, "You did not finish connecting.");
  EXPECT_EQ(read.answer.toast->tone, host_sdk::page::Tone::warning);
  EXPECT_EQ(read.answer.errors.at("scope").at(0), "is missing");
  EXPECT_EQ(read.result.code, host_sdk::ResultCode::access_lost);
  EXPECT_THROW(static_cast<void>(read_outcome("{}")), std::runtime_error);
}

}  // namespace
}  // namespace sample_host
