// Questions about single objects: their answers, and what happens when Google keeps failing for one of them.
#include <gmock/gmock.h>

#include "directory_fixture.hpp"

namespace gup::google::test {
namespace {

using host_sdk::ResultCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Reply ok(std::string body) {
  return {200, std::move(body), {}, {}};
}

Reply not_json() {
  return ok("<html><title>Oops</title></html>");
}

/// Groups "g0", "g1", ...
std::vector<std::string> group_ids(int count) {
  std::vector<std::string> ids;
  for (int id = 0; id < count; ++id) ids.push_back("g" + std::to_string(id));
  return ids;
}

// The answers

TEST_F(DirectoryTest, LooksUpGroups) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kGroups + "/here") return ok(R"({"id":"here","email":"h@acme.com","name":"Here"})");
    if (request.path == kGroups + "/alias") return ok(R"({"id":"other","email":"o@acme.com"})");
    if (request.path == kGroups + "/foreign") return error_reply(403, "forbidden", "Not Authorized");
    if (request.path == kGroups + "/invalid")
      return error_reply(400, "invalid", "Invalid Input: INVALID_GROUP_ID");
    if (request.path == kGroups + "/no_id") return ok("{}");
    return error_reply(404, "notFound", "Resource Not Found: groupKey");
  });
  const auto lookups =
      reader_->look_up_groups({"here", "gone", "alias", "foreign", "invalid", "no_id"}, monitor_);
  std::vector<LookupResult> results;
  for (const auto& lookup : lookups) results.push_back(lookup.result);
  EXPECT_THAT(results, ElementsAre(LookupResult::present, LookupResult::gone, LookupResult::unclear,
                                   LookupResult::unclear, LookupResult::unclear, LookupResult::unclear));
  ASSERT_TRUE(lookups[0].group);
  EXPECT_EQ(lookups[0].group->name, "Here");
  EXPECT_FALSE(lookups[2].group) << "the answer is about another group";
}

TEST_F(DirectoryTest, LooksUpUnits) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kUnits + "/id%3Asales")
      return ok(R"({"orgUnitId":"id:sales","orgUnitPath":"/Sales","name":"Sales","parentOrgUnitId":"id:r"})");
    if (request.path == kUnits + "/id%3Aodd") return error_reply(400, "invalid", "Invalid Ou Id");
    return error_reply(404, "notFound", "Org unit not found");
  });
  const auto lookups = reader_->look_up_units({"id:sales", "id:old", "id:odd"}, monitor_);
  ASSERT_EQ(lookups.size(), 3U);
  EXPECT_EQ(lookups[0].result, LookupResult::present);
  ASSERT_TRUE(lookups[0].unit);
  EXPECT_EQ(*lookups[0].unit, (OrganizationalUnit{"id:sales", "/Sales", "Sales", "id:r"}));
  EXPECT_EQ(lookups[1].result, LookupResult::gone);
  EXPECT_EQ(lookups[2].result, LookupResult::unclear);
}

TEST_F(DirectoryTest, ListsTheMembersOfEachGroupToTheLastPage) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kGroups + "/gone/members") return error_reply(404, "notFound", "");
    if (request.path == kGroups + "/empty/members") return ok("{}");
    if (!request.parameters.contains("pageToken"))
      return ok(R"({"members":[{"id":"1","type":"USER"}],"nextPageToken":"2"})");
    return ok(R"({"members":[{"id":"2","type":"USER"}]})");
  });
  const auto answers = reader_->list_members({"full", "gone", "empty"}, monitor_);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].group_id, "full");
  ASSERT_EQ(answers[0].members.size(), 2U);
  EXPECT_EQ(answers[0].members[1].id, "2");
  EXPECT_EQ(answers[1].unreadable, Unreadable::gone);
  EXPECT_FALSE(answers[2].unreadable);
  EXPECT_TRUE(answers[2].members.empty());
}

TEST_F(DirectoryTest, AsksForMemberships) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kGroups + "/g/hasMember/in") return ok(R"({"isMember":true})");
    if (request.path == kGroups + "/g/hasMember/out") return ok(R"({"isMember":false})");
    if (request.path == kGroups + "/g/hasMember/silent") return ok("{}");
    return error_reply(400, "invalid", "Invalid Input: memberKey");
  });
  EXPECT_THAT(
      reader_->ask_memberships({{"g", "out"}, {"g", "in"}, {"g", "external"}, {"g", "silent"}}, monitor_),
      ElementsAre(MembershipAnswer::not_member, MembershipAnswer::member, MembershipAnswer::unclear,
                  MembershipAnswer::unclear));
}

TEST_F(DirectoryTest, ListsTheGroupsOfAPersonOverTwoPages) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.parameters.at("userKey") == "foreign") return error_reply(403, "forbidden", "Not Authorized");
    if (request.parameters.at("userKey") == "loner") return ok("{}");
    if (!request.parameters.contains("pageToken"))
      return ok(R"({"groups":[{"id":"a","email":"a@acme.com"}],"nextPageToken":"2"})");
    return ok(R"({"groups":[{"id":"b","email":"b@acme.com"}]})");
  });
  const auto answers = reader_->groups_of({"u1", "foreign", "loner"}, monitor_);
  ASSERT_EQ(answers.size(), 3U);
  ASSERT_TRUE(answers[0].group_ids);
  EXPECT_THAT(*answers[0].group_ids, ElementsAre("a", "b"));
  EXPECT_FALSE(answers[1].group_ids);
  ASSERT_TRUE(answers[2].group_ids);
  EXPECT_TRUE(answers[2].group_ids->empty());
  EXPECT_FALSE(google_->requests(kGroups).at(0).parameters.contains("customer"));
}

// An object that keeps failing

TEST_F(DirectoryTest, NamesGroupsThatKeepFailingAndReadsTheOthers) {
  Reply cut_short = ok("{");
  cut_short.kind = Reply::Kind::cut_short;
  const std::map<std::string, Reply> replies{
      {"invalid", error_reply(400, "invalid", "Invalid Input: groupKey")},
      {"down", error_reply(503, "backendError", "Service unavailable")},
      {"odd403", {403, "<html><title>Forbidden</title></html>", {}, {}}},
      {"odd404", {404, "<html><title>Not Found</title></html>", {}, {}}},
      {"not_json", not_json()},
      {"wrong_format", ok(R"({"members":"none"})")},
      {"cut_short", cut_short},
  };
  serve([&replies](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return ok(R"({"users":[{"id":"u"}]})");
    if (request.path == kGroups) return ok("{}");
    for (const auto& [id, reply] : replies)
      if (request.path == kGroups + "/" + id + "/members") return reply;
    return ok(R"({"members":[{"id":"u","type":"USER"}]})");
  });
  Collector sink;
  for (const auto& [id, reply] : replies) sink.wanted.push_back(id);
  sink.wanted.emplace_back("good");
  reader_->read(true, sink, monitor_);
  for (const auto& [id, reply] : replies) EXPECT_EQ(sink.answers[id].unreadable, Unreadable::failing) << id;
  EXPECT_EQ(sink.answers["good"].members.size(), 1U);
  EXPECT_EQ(google_->requests(kGroups + "/down/members").size(), 6U);
  EXPECT_EQ(google_->requests(kGroups + "/invalid/members").size(), 1U);
}

TEST_F(DirectoryTest, RestartsAMemberListOnceWhenItsPageTokenIsRejected) {
  serve([](const SeenRequest& request) -> Reply {
    if (!request.parameters.contains("pageToken"))
      return ok(R"({"members":[{"id":"u","type":"USER"}],"nextPageToken":"2"})");
    return error_reply(400, "invalid", "Invalid Input: pageToken");
  });
  const auto answers = reader_->list_members({"g"}, monitor_);
  EXPECT_EQ(answers.at(0).unreadable, Unreadable::failing);
  EXPECT_TRUE(answers.at(0).members.empty());
  EXPECT_EQ(google_->requests().size(), 5U) << "the token, and two times two pages";
}

TEST_F(DirectoryTest, SkipsAGroupWhoseListCannotEnd) {
  serve([](const SeenRequest&) { return ok(R"({"members":[],"nextPageToken":"again"})"); });
  EXPECT_EQ(reader_->list_members({"g"}, monitor_).at(0).unreadable, Unreadable::failing);
}

TEST_F(DirectoryTest, AsksOnceAboutFurtherObjectsWhenManyKeepFailing) {
  serve([](const SeenRequest&) { return error_reply(503, "backendError", "Service unavailable"); });
  const auto twenty = reader_->list_members(group_ids(20), monitor_);
  for (const GroupAnswer& answer : twenty) EXPECT_EQ(answer.unreadable, Unreadable::failing);
  EXPECT_FALSE(reader_->usage().kept_failing);
  const auto before = reader_->usage();
  for (const GroupLookup& lookup : reader_->look_up_groups(group_ids(30), monitor_))
    EXPECT_EQ(lookup.result, LookupResult::unclear);
  EXPECT_EQ(reader_->usage().requests - before.requests, 30);
  EXPECT_EQ(reader_->usage().retries, before.retries);
  EXPECT_TRUE(reader_->usage().kept_failing);
}

TEST_F(DirectoryTest, FailsWhenManyObjectsGetNoWholeAnswer) {
  Reply cut = ok(R"({"kind":"admin#directory#members","members":[)");
  cut.kind = Reply::Kind::cut_short;
  serve([cut](const SeenRequest&) { return cut; });
  const auto twenty = reader_->list_members(group_ids(20), monitor_);
  for (const GroupAnswer& answer : twenty) EXPECT_EQ(answer.unreadable, Unreadable::failing);
  const auto failure = failure_of([&] { (void)reader_->look_up_groups({"one_more"}, monitor_); });
  EXPECT_EQ(failure.code, ResultCode::try_again);
  EXPECT_THAT(failure.sentence, HasSubstr("groups.get"));
}

TEST_F(DirectoryTest, DoesNotGiveUpWhileOtherObjectsCanBeRead) {
  serve([](const SeenRequest& request) {
    return request.path.find("/good/") != std::string::npos
               ? ok(R"({"kind":"admin#directory#members","members":[]})")
               : error_reply(500, "backendError", "Internal error");
  });
  for (int round = 0; round < 3; ++round) {
    for (const GroupAnswer& answer : reader_->list_members(group_ids(15), monitor_))
      EXPECT_EQ(answer.unreadable, Unreadable::failing);
    EXPECT_FALSE(reader_->list_members({"good"}, monitor_).at(0).unreadable);
  }
}

TEST_F(DirectoryTest, DoesNotGiveUpForInvalidObjects) {
  serve([](const SeenRequest&) { return error_reply(400, "invalid", "Invalid Input: groupKey"); });
  for (const GroupLookup& lookup : reader_->look_up_groups(group_ids(100), monitor_))
    EXPECT_EQ(lookup.result, LookupResult::unclear);
}

TEST_F(DirectoryTest, FailsForErrorsThatConcernAllObjects) {
  const std::pair<Reply, ResultCode> cases[] = {
      {error_reply(429, "rateLimitExceeded", ""), ResultCode::try_again},
      {error_reply(401, "authError", "Invalid Credentials"), ResultCode::access_lost},
      {error_reply(403, "insufficientPermissions", ""), ResultCode::access_lost},
      {error_reply(403, "accessNotConfigured", ""), ResultCode::operator_action},
      {error_reply(403, "domainCannotUseApis", ""), ResultCode::administrator_action},
      {error_reply(400, "invalid", "Invalid field selection x"), ResultCode::operator_action},
  };
  for (const auto& [reply, code] : cases) {
    serve([reply = reply](const SeenRequest&) { return reply; });
    EXPECT_EQ(failure_of([&] { (void)reader_->list_members({"g"}, monitor_); }).code, code) << reply.body;
  }
}

TEST_F(DirectoryTest, FailsWhenTheNetworkIsDown) {
  Reply reset;
  reset.kind = Reply::Kind::reset;
  serve([reset](const SeenRequest&) { return reset; });
  EXPECT_EQ(failure_of([&] { (void)reader_->list_members({"g"}, monitor_); }).code, ResultCode::try_again);
}

TEST_F(DirectoryTest, StopsWhileAnObjectKeepsFailing) {
  serve([this](const SeenRequest&) {
    monitor_.request_cancel();
    return error_reply(503, "backendError", "");
  });
  EXPECT_THROW((void)reader_->list_members({"g"}, monitor_), Cancelled);
}

}  // namespace
}  // namespace gup::google::test
