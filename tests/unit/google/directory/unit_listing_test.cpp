// Units of customers with too many of them for one answer.
#include <gmock/gmock.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "directory_fixture.hpp"

namespace gup::google::test {
namespace {

namespace json = boost::json;
using host_sdk::ResultCode;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

/// A customer's units: the children of each unit by its id, and of the root by "".
using Children = std::map<std::string, std::vector<OrganizationalUnit>>;

json::object to_json(const OrganizationalUnit& unit) {
  json::object object{{"orgUnitId", unit.id}, {"orgUnitPath", unit.path}, {"name", unit.name}};
  if (!unit.parent_id.empty()) object["parentOrgUnitId"] = unit.parent_id;
  return object;
}

Reply list_of(const std::vector<OrganizationalUnit>& units) {
  json::array entries;
  for (const auto& unit : units) entries.push_back(to_json(unit));
  json::object body;
  // Google omits an empty list.
  if (!entries.empty()) body["organizationUnits"] = entries;
  return {200, json::serialize(body), {}, {}};
}

bool asks_for_all(const SeenRequest& request) {
  const auto type = request.parameters.find("type");
  return type != request.parameters.end() && type->second == "allIncludingParent";
}

/// Answers a request for all units with `refusal`, and others from `children`.
ScriptedGoogle::Handler too_many_units(Reply refusal, Children children) {
  return [refusal = std::move(refusal), children = std::move(children)](const SeenRequest& request) -> Reply {
    if (request.path == kUnits + "/id%3Ar")
      return {200, json::serialize(to_json({"id:r", "/", "Acme", ""})), {}, {}};
    if (request.path != kUnits) return error_reply(404, "notFound", "Org unit not found");
    if (asks_for_all(request)) return refusal;
    const auto parent = request.parameters.find("orgUnitPath");
    const auto found = children.find(parent == request.parameters.end() ? "" : parent->second);
    return list_of(found == children.end() ? std::vector<OrganizationalUnit>{} : found->second);
  };
}

const Children kAcme{
    {"", {{"id:a", "/A", "A", "id:r"}, {"id:b", "/B", "B", "id:r"}}},
    {"id:a", {{"id:a1", "/A/1", "1", "id:a"}}},
    {"id:a1", {{"id:a2", "/A/1/2", "2", "id:a1"}}},
};

std::vector<std::string> ids_of(const std::vector<OrganizationalUnit>& units) {
  std::vector<std::string> ids;
  for (const auto& unit : units) ids.push_back(unit.id);
  return ids;
}

TEST_F(DirectoryTest, ReadsUnitsByTheirParentsWhenTheWholeTreeKeepsFailing) {
  const Reply refusals[] = {
      error_reply(400, "invalid", "Invalid Input"),
      error_reply(500, "backendError", "Backend Error"),
      error_reply(503, "backendError", "Service unavailable"),
  };
  for (const Reply& refusal : refusals) {
    serve(too_many_units(refusal, kAcme));
    const auto units = reader_->list_units(monitor_);
    EXPECT_THAT(ids_of(units), UnorderedElementsAre("id:r", "id:a", "id:b", "id:a1", "id:a2"));
    EXPECT_EQ(units.at(0), (OrganizationalUnit{"id:r", "/", "Acme", ""}));
    auto requests = google_->requests(kUnits);
    std::erase_if(requests, asks_for_all);
    EXPECT_EQ(requests.size(), 5U) << "the root and four units";
  }
}

TEST_F(DirectoryTest, ReadsUnitsByTheirParentsWhenTheWholeTreeIsTooLarge) {
  google_ = std::make_unique<ScriptedGoogle>([](const SeenRequest& request) -> Reply {
    if (request.path == "/token") return token_reply("t");
    return too_many_units({200, std::string(20'000, ' '), {}, {}}, kAcme)(request);
  });
  HttpLimits limits;
  limits.body = 10'000;
  service_ = open_google(google_->settings(), clock_, limits);
  reader_ = service_->open_directory(RefreshToken{"refresh-1"}, "account-1");
  EXPECT_EQ(reader_->list_units(monitor_).size(), 5U);
}

TEST_F(DirectoryTest, RetriesTheWholeTreeBeforeReadingItByParents) {
  int failures = 2;
  serve([&failures](const SeenRequest&) -> Reply {
    if (failures-- > 0) return error_reply(503, "backendError", "Service unavailable");
    return list_of({{"id:r", "/", "Acme", ""}});
  });
  EXPECT_EQ(reader_->list_units(monitor_).size(), 1U);
  EXPECT_EQ(google_->requests(kUnits).size(), 3U);
}

TEST_F(DirectoryTest, ListsEachUnitOnceAndEndsInACycle) {
  Children moving = kAcme;
  moving["id:a2"] = {{"id:a", "/A/1/2/A", "A", "id:a2"}, {"id:b", "/A/1/2/B", "B", "id:a2"}};
  moving["id:b"] = {{"id:r", "/", "Acme", ""}};
  serve(too_many_units(error_reply(400, "invalid", ""), moving));
  EXPECT_THAT(ids_of(reader_->list_units(monitor_)),
              UnorderedElementsAre("id:r", "id:a", "id:b", "id:a1", "id:a2"));
}

TEST_F(DirectoryTest, FailsWhenTheChildrenOfOneUnitCannotBeListed) {
  for (const Reply& reply :
       {error_reply(503, "backendError", ""), error_reply(403, "forbidden", "Not Authorized")}) {
    serve([reply](const SeenRequest& request) -> Reply {
      const auto parent = request.parameters.find("orgUnitPath");
      if (parent != request.parameters.end() && parent->second == "id:a1") return reply;
      return too_many_units(error_reply(400, "invalid", ""), kAcme)(request);
    });
    const auto failure = failure_of([&] { (void)reader_->list_units(monitor_); });
    EXPECT_EQ(failure.code, ResultCode::try_again);
    EXPECT_THAT(failure.sentence, HasSubstr("id:a1"));
  }
}

TEST_F(DirectoryTest, OmitsAUnitThatIsDeletedWhileTheTreeIsRead) {
  serve([](const SeenRequest& request) -> Reply {
    const auto parent = request.parameters.find("orgUnitPath");
    if (parent != request.parameters.end() && parent->second == "id:b")
      return error_reply(404, "notFound", "Org unit not found");
    return too_many_units(error_reply(400, "invalid", ""), kAcme)(request);
  });
  EXPECT_THAT(ids_of(reader_->list_units(monitor_)), UnorderedElementsAre("id:r", "id:a", "id:a1", "id:a2"));
}

TEST_F(DirectoryTest, NamesTheRootByItsPathWhenItCannotBeRead) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kUnits + "/id%3Ar") return error_reply(400, "invalid", "Invalid Ou Id");
    return too_many_units(error_reply(400, "invalid", ""), kAcme)(request);
  });
  EXPECT_EQ(reader_->list_units(monitor_).at(0), (OrganizationalUnit{"id:r", "/", "/", ""}));
}

TEST_F(DirectoryTest, FailsWhenNeitherTheTreeNorTheTopUnitsCanBeRead) {
  const std::pair<Reply, ResultCode> cases[] = {
      {error_reply(503, "backendError", ""), ResultCode::try_again},
      {error_reply(400, "invalid", ""), ResultCode::operator_action},
      {error_reply(403, "forbidden", "Not Authorized"), ResultCode::access_lost},
      {error_reply(403, "accessNotConfigured", ""), ResultCode::operator_action},
  };
  for (const auto& [reply, code] : cases) {
    serve([reply = reply](const SeenRequest&) { return reply; });
    EXPECT_EQ(failure_of([&] { (void)reader_->list_units(monitor_); }).code, code) << reply.body;
  }
  serve(too_many_units(error_reply(503, "backendError", ""), {}));
  EXPECT_EQ(failure_of([&] { (void)reader_->list_units(monitor_); }).code, ResultCode::try_again);
}

}  // namespace
}  // namespace gup::google::test
