// Reading complete lists: pages, parameters, nested groups.
#include <set>

#include "directory_fixture.hpp"
#include "google/sign_in/scopes.hpp"

namespace gup::google::test {
namespace {

TEST_F(DirectoryTest, FollowsAllPagesOfUsersAndRepeatsAllParameters) {
  serve(from_the_front_only([](const SeenRequest& request) -> Reply {
    const auto token = request.parameters.find("pageToken");
    if (token == request.parameters.end())
      return {200, R"({"users":[{"id":"1"}],"nextPageToken":"p/2"})", {}, {}};
    if (token->second == "p/2") return {200, R"({"users":[],"nextPageToken":"p3"})", {}, {}};
    return {200, R"({"users":[{"id":"2"}]})", {}, {}};
  }));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(sink.user_pages, 3);

  auto requests = google_->requests(kUsers);
  std::erase_if(requests, from_the_back);
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[1].parameters.at("pageToken"), "p/2");
  for (SeenRequest& request : requests) {
    request.parameters.erase("pageToken");
    EXPECT_EQ(request.parameters, requests[0].parameters);
    EXPECT_EQ(request.bearer, "token-1");
    EXPECT_NE(request.user_agent.find("gzip"), std::string::npos);
    EXPECT_EQ(request.accept_encoding, "gzip");
  }
  EXPECT_EQ(requests[0].parameters.at("customer"), "my_customer");
  EXPECT_EQ(requests[0].parameters.at("maxResults"), "500");
  EXPECT_EQ(requests[0].parameters.at("prettyPrint"), "false");
  EXPECT_TRUE(requests[0].parameters.at("fields").starts_with("kind,nextPageToken,users("));
  EXPECT_FALSE(requests[0].parameters.contains("query")) << "the search index lags";
  EXPECT_EQ(reader_->usage().requests, 4) << "and one of the descending list";
  EXPECT_EQ(reader_->usage().retries, 0);
  EXPECT_TRUE(google_->requests(kGroups).empty()) << "groups were not requested";
}

TEST_F(DirectoryTest, ReusesOneConnectionForSequentialRequests) {
  serve([](const SeenRequest& request) -> Reply {
    const auto token = request.parameters.find("pageToken");
    const int page = token == request.parameters.end() ? 1 : std::stoi(token->second);
    if (page == 50) return {200, R"({"groups":[]})", {}, {}};
    return {200, R"({"groups":[],"nextPageToken":")" + std::to_string(page + 1) + "\"}", {}, {}};
  });
  (void)reader_->list_groups(monitor_);
  (void)reader_->list_groups(monitor_);
  EXPECT_EQ(google_->requests(kGroups).size(), 100U);
  EXPECT_EQ(google_->connections(), 1);
}

TEST_F(DirectoryTest, ListsTheMembersOfRequestedAndNestedGroups) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return {200, R"({"users":[{"id":"u1"}]})", {}, {}};
    if (request.path == kGroups && !request.parameters.contains("pageToken"))
      return {200, R"({"groups":[{"id":"a","email":"a@acme.com","name":"A"}],"nextPageToken":"2"})", {}, {}};
    if (request.path == kGroups) return {200, R"({"groups":[{"id":"b","email":"b@acme.com"}]})", {}, {}};
    if (request.path == kGroups + "/a/members" && !request.parameters.contains("pageToken"))
      return {200, R"({"members":[{"id":"u1","type":"USER"}],"nextPageToken":"2"})", {}, {}};
    if (request.path == kGroups + "/a/members")
      return {200, R"({"members":[{"id":"c","type":"GROUP"}]})", {}, {}};
    return {200, "{}", {}, {}};
  });
  Collector sink;
  sink.wanted = {"a", "b", "a"};
  sink.further["a"] = {"c", "b"};
  sink.further["c"] = {"a"};
  reader_->read(true, sink, monitor_);
  EXPECT_EQ(sink.user_ids, std::vector<std::string>{"u1"});
  ASSERT_EQ(sink.groups.size(), 2U);
  EXPECT_EQ(sink.groups[1].name, "");
  ASSERT_EQ(sink.answers.size(), 3U);
  ASSERT_EQ(sink.answers["a"].members.size(), 2U);
  EXPECT_EQ(sink.answers["a"].members[1].type, MemberType::group);
  EXPECT_TRUE(sink.answers["c"].members.empty());
  EXPECT_FALSE(sink.answers["c"].unreadable);
}

TEST_F(DirectoryTest, ReadsManyGroupsWithLimitedConcurrency) {
  std::string groups;
  for (int id = 0; id < 200; ++id)
    groups += (id > 0 ? "," : "") + (R"({"id":"g)" + std::to_string(id) + "\"}");
  google_ = std::make_unique<ScriptedGoogle>([groups](const SeenRequest& request) -> Reply {
    if (request.path == "/token") return token_reply("t");
    if (request.path == kUsers) return {200, R"({"users":[{"id":"u"}]})", {}, {}};
    if (request.path == kGroups) return {200, R"({"groups":[)" + groups + "]}", {}, {}};
    return {200, R"({"members":[{"id":"u","type":"USER"}]})", {}, {}};
  });
  auto settings = google_->settings();
  settings.concurrency = 4;
  open(settings);
  Collector sink;
  for (int id = 0; id < 200; ++id) sink.wanted.push_back("g" + std::to_string(id));
  reader_->read(true, sink, monitor_);
  EXPECT_EQ(sink.answers.size(), 200U);
  EXPECT_LE(google_->connections(), 6) << "four lists of members, the users, the token";
}

TEST_F(DirectoryTest, AcceptsARefusedOrDeletedGroup) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return {200, R"({"users":[{"id":"u"}]})", {}, {}};
    if (request.path == kGroups) return {200, "{}", {}, {}};
    if (request.path == kGroups + "/foreign/members")
      return error_reply(403, "forbidden", "Not Authorized to access this resource/api");
    if (request.path == kGroups + "/half/members" && !request.parameters.contains("pageToken"))
      return {200, R"({"members":[{"id":"u","type":"USER"}],"nextPageToken":"2"})", {}, {}};
    return error_reply(404, "notFound", "Resource Not Found: groupKey");
  });
  Collector sink;
  sink.wanted = {"foreign", "deleted", "half"};
  reader_->read(true, sink, monitor_);
  EXPECT_EQ(sink.answers["foreign"].unreadable, Unreadable::forbidden);
  EXPECT_EQ(sink.answers["deleted"].unreadable, Unreadable::gone);
  EXPECT_EQ(sink.answers["half"].unreadable, Unreadable::gone);
  EXPECT_TRUE(sink.answers["half"].members.empty()) << "an incomplete list is not used";
}

TEST_F(DirectoryTest, ReadsUnitsInOneRequestWithTheRoot) {
  serve([](const SeenRequest&) -> Reply {
    return {200, R"({"organizationUnits":[{"orgUnitId":"id:r","orgUnitPath":"/","name":"Acme"}]})", {}, {}};
  });
  EXPECT_EQ(reader_->list_units(monitor_).size(), 1U);
  const auto requests = google_->requests(kUnits);
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].parameters.at("type"), "allIncludingParent");
}

TEST_F(DirectoryTest, FailsForAListThatRepeatsAToken) {
  serve(from_the_front_only([](const SeenRequest& request) -> Reply {
    const auto token = request.parameters.find("pageToken");
    const bool second = token != request.parameters.end() && token->second == "2";
    return {200, std::string(R"({"users":[],"nextPageToken":")") + (second ? "1" : "2") + "\"}", {}, {}};
  }));
  Collector sink;
  const auto failure = failure_of([&] { reader_->read(false, sink, monitor_); });
  EXPECT_EQ(failure.code, host_sdk::ResultCode::try_again);
  EXPECT_NE(failure.sentence.find("users.list"), std::string::npos) << failure.sentence;
  auto requests = google_->requests(kUsers);
  std::erase_if(requests, from_the_back);
  EXPECT_EQ(requests.size(), 3U);
}

TEST_F(DirectoryTest, ConfirmsUsersConcurrentlyInTheRequestedOrder) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kUsers + "/here")
      return {200, R"({"id":"here","primaryEmail":"h@acme.com"})", {}, {}};
    if (request.path == kUsers + "/alias") return {200, R"({"id":"other"})", {}, {}};
    if (request.path == kUsers + "/foreign") return error_reply(403, "forbidden", "Not Authorized");
    return error_reply(404, "notFound", "Resource Not Found: userKey");
  });
  const auto confirmations = reader_->confirm({"gone", "here", "foreign", "alias"}, monitor_);
  using LookupResult = LookupResult;
  ASSERT_EQ(confirmations.size(), 4U);
  EXPECT_EQ(confirmations[0].result, LookupResult::gone);
  EXPECT_EQ(confirmations[1].result, LookupResult::present);
  ASSERT_TRUE(confirmations[1].user);
  EXPECT_EQ(confirmations[1].user->primary_email, "h@acme.com");
  EXPECT_EQ(confirmations[2].result, LookupResult::unclear);
  EXPECT_EQ(confirmations[3].result, LookupResult::unclear) << "the answer is about another user";
  EXPECT_TRUE(reader_->confirm({}, monitor_).empty());
}

/// The ids "0" to "29".
std::vector<std::string> thirty_ids() {
  std::vector<std::string> ids;
  for (int i = 0; i < 30; ++i) ids.push_back(std::to_string(i));
  return ids;
}

TEST_F(DirectoryTest, ConfirmsManyUsersByTheListOfDeletedOnesFirst) {
  std::set<std::string> asked;
  int lists = 0;
  serve([&](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) {
      EXPECT_EQ(request.parameters.at("showDeleted"), "true");
      if (++lists == 1) {
        std::string users;
        for (int i = 0; i < 20; ++i)
          users += R"({"id":")" + std::to_string(i) + R"(","deletionTime":"2026-01-01T00:00:00.000Z"},)";
        return {
            200,
            R"({"kind":"admin#directory#users","users":[)" + users + R"({"id":"20"}],"nextPageToken":"t"})",
            {},
            {}};
      }
      return {200, R"({"kind":"admin#directory#users"})", {}, {}};
    }
    const std::string id = request.path.substr(kUsers.size() + 1);
    asked.insert(id);
    if (id == "29") return {200, R"({"id":"29"})", {}, {}};
    return error_reply(404, "notFound", "Resource Not Found: userKey");
  });
  const auto answers = reader_->confirm(thirty_ids(), monitor_);
  ASSERT_EQ(answers.size(), 30U);
  for (std::size_t i = 0; i < 29; ++i) EXPECT_EQ(answers[i].result, LookupResult::gone) << i;
  EXPECT_EQ(answers[29].result, LookupResult::present);
  EXPECT_EQ(asked.size(), 10U) << "a record without a time of deletion answers nothing";
  EXPECT_TRUE(asked.contains("20"));
  EXPECT_EQ(lists, 2);
}

TEST_F(DirectoryTest, AsksAboutEachOfManyUsersIfTheListOfDeletedOnesCannotBeRead) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return error_reply(400, "invalid", "Invalid Input: showDeleted");
    const std::string id = request.path.substr(kUsers.size() + 1);
    return {200, R"({"id":")" + id + R"("})", {}, {}};
  });
  for (const auto& answer : reader_->confirm(thirty_ids(), monitor_))
    EXPECT_EQ(answer.result, LookupResult::present);
}

TEST_F(DirectoryTest, DoesNotReadALongListOfDeletedUsersForFewPeople) {
  int lists = 0;
  serve([&](const SeenRequest& request) -> Reply {
    if (request.path != kUsers) return error_reply(404, "notFound", "Resource Not Found: userKey");
    ++lists;
    return {200,
            R"({"users":[{"id":"x","deletionTime":"y"}],"nextPageToken":")" + std::to_string(lists) + R"("})",
            {},
            {}};
  });
  for (const auto& answer : reader_->confirm(thirty_ids(), monitor_))
    EXPECT_EQ(answer.result, LookupResult::gone);
  EXPECT_EQ(lists, 4);
}

TEST_F(DirectoryTest, RethrowsExceptionsOfTheSink) {
  serve([](const SeenRequest&) -> Reply { return {200, R"({"users":[{"id":"1"}]})", {}, {}}; });
  struct Picky : Collector {
    void on_users(std::vector<DirectoryUser>) override { throw std::range_error("enough"); }
  } sink;
  EXPECT_THROW(reader_->read(true, sink, monitor_), std::range_error);
}

}  // namespace
}  // namespace gup::google::test
