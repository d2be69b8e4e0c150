// A reader of a scripted Google whose waits take no time.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "failure.hpp"
#include "google/directory/directory_reader.hpp"
#include "google/google_service.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "scripted_google.hpp"

namespace gup::google::test {

/// Records everything it receives and requests the groups that the test names.
class Collector : public DirectorySink {
 public:
  void on_users(std::vector<DirectoryUser> page) override {
    for (DirectoryUser& user : page) user_ids.push_back(user.id);
    ++user_pages;
  }
  std::vector<std::string> on_groups(std::vector<DirectoryGroup> found) override {
    groups = std::move(found);
    return wanted;
  }
  std::vector<std::string> on_group(GroupAnswer answer) override {
    const std::string id = answer.group_id;
    EXPECT_FALSE(answers.contains(id)) << id << " was listed twice";
    answers[id] = std::move(answer);
    return further.contains(id) ? further[id] : std::vector<std::string>{};
  }

  std::vector<std::string> wanted;
  std::map<std::string, std::vector<std::string>> further;

  std::vector<std::string> user_ids;
  int user_pages = 0;
  std::vector<DirectoryGroup> groups;
  std::map<std::string, GroupAnswer> answers;
};

inline const std::string kUsers = "/admin/directory/v1/users";
inline const std::string kGroups = "/admin/directory/v1/groups";
inline const std::string kUnits = "/admin/directory/v1/customer/my_customer/orgunits";

/// True for the descending user list.
inline bool from_the_back(const SeenRequest& request) {
  const auto order = request.parameters.find("sortOrder");
  return order != request.parameters.end() && order->second == "DESCENDING";
}

/// The same Google, which rejects the descending user list.
inline ScriptedGoogle::Handler from_the_front_only(ScriptedGoogle::Handler handler) {
  return [handler = std::move(handler)](const SeenRequest& request) {
    if (from_the_back(request)) return error_reply(400, "invalid", "Invalid Input: sortOrder");
    return handler(request);
  };
}

class DirectoryTest : public ::testing::Test {
 protected:
  /// Answers token requests with "token-1", "token-2", ...; the test answers all others.
  void serve(ScriptedGoogle::Handler handler) {
    google_ =
        std::make_unique<ScriptedGoogle>([this, handler = std::move(handler)](const SeenRequest& request) {
          if (request.path != "/token") return handler(request);
          return token_reply("token-" + std::to_string(++tokens_given_));
        });
    open(google_->settings());
  }

  void open(const GoogleClientSettings& settings) {
    service_ = open_google(settings, clock_);
    reader_ = service_->open_directory(RefreshToken{"refresh-1"}, "account-1");
  }

  /// The failure of `call`.
  template <typename Call>
  host_sdk::Result failure_of(Call call) {
    try {
      call();
    } catch (const Failure& failure) {
      return failure.result();
    }
    ADD_FAILURE() << "no exception was thrown";
    return {};
  }

  /// The waits between two attempts.
  std::vector<std::chrono::milliseconds> long_waits() const {
    std::vector<std::chrono::milliseconds> waits;
    for (const auto wait : monitor_.waits())
      if (wait >= std::chrono::milliseconds{500}) waits.push_back(wait);
    return waits;
  }

  int tokens_given_ = 0;
  host_sdk::fakes::FakeClock clock_;
  host_sdk::fakes::FakeTaskMonitor monitor_{&clock_};
  std::unique_ptr<ScriptedGoogle> google_;
  std::unique_ptr<GoogleService> service_;
  std::unique_ptr<DirectoryReader> reader_;
};

}  // namespace gup::google::test
