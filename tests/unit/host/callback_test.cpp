#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "cli/callback/callback_listener.hpp"
#include "cli/callback/callback_target.hpp"
#include "database/access/callbacks_table.hpp"
#include "plugins/callbacks/outcome.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "services/log.hpp"
#include "socket_client.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

TEST(CallbackTarget, ParsesPluginNameAndParameters) {
  const auto target =
      parse_callback_target("/plugins/some-plugin/callback/return?code=4%2F0A+b&state=s&code=other");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->plugin_id, "some-plugin");
  EXPECT_EQ(target->name, "return");
  EXPECT_EQ(target->params.at("code"), "4/0A b");
  EXPECT_EQ(target->params.at("state"), "s");
}

TEST(CallbackTarget, RejectsOtherTargets) {
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

/// A port that a listener serves, and a client.
struct CallbackListenerTest : ::testing::Test {
  static CallbackReply reply(const CallbackTarget& target) {
    CallbackReply reply;
    reply.sentence = "state " + target.params.at("state");
    return reply;
  }
  /// Waits until the log has a line with that event.
  void wait_for(const std::string& event) {
    std::unique_lock lock(mutex);
    EXPECT_TRUE(written.wait_for(lock, std::chrono::seconds{20}, [&] {
      return logged.find(event) != std::string::npos;
    })) << logged;
  }

  std::mutex mutex;
  std::condition_variable written;
  std::string logged;
  Log log{host_sdk::LogLevel::warning, [this](std::string_view line) {
            const std::lock_guard lock(mutex);
            logged += line;
            written.notify_all();
          }};
  CallbackListener listener{{"127.0.0.1", 0}, reply, log};
};

TEST_F(CallbackListenerTest, AcceptsAgainAfterFileDescriptorsRanOut) {
  std::optional<test_support::SocketClient> client;
  {
    const test_support::DescriptorLimit limit;
    client.emplace(listener.port());
    wait_for("http_accept_failed");
  }
  const auto answer = client->get("/plugins/some/callback/return?state=s1");
  EXPECT_NE(answer.find("state s1"), std::string::npos) << answer;
}

TEST_F(CallbackListenerTest, NamesTheAddressThatIsTaken) {
  const std::string address = "127.0.0.1:" + std::to_string(listener.port());
  try {
    const CallbackListener second({"127.0.0.1", listener.port()}, reply, log);
    FAIL() << "the address is taken";
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string{e.what()}.find(address + " is already in use"), std::string::npos) << e.what();
  }
}

TEST(Callbacks, AreDoneOnlyWithoutAFailure) {
  CallbackReply reply;
  EXPECT_EQ(sentence_of(reply), "Done.");
  for (const auto outcome : {host_sdk::page::Outcome::refused, host_sdk::page::Outcome::invalid}) {
    reply.answer.outcome = outcome;
    EXPECT_EQ(sentence_of(reply),
              "The plugin did not accept the answer of the external site, without a reason.");
  }
  reply.result = host_sdk::Result::failed(host_sdk::ResultCode::access_lost, "No.");
  EXPECT_EQ(sentence_of(reply), "No.");
}

TEST(Callbacks, LetExactlyOneOfManyCallbacksUseAState) {
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

TEST(Callbacks, StoreTheOutcomeForAnotherProcess) {
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
