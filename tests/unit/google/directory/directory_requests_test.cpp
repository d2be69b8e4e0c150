// Every request against Google's discovery document: only parameters, values and fields that it knows.
#include "google/directory/directory_requests.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <set>
#include <sstream>

namespace gup::google {
namespace {

namespace json = boost::json;

const json::object& discovery() {
  static const json::value document = [] {
    std::ifstream file(GOOGLE_DISCOVERY_DOCUMENT);
    std::stringstream text;
    text << file.rdbuf();
    return json::parse(text.str());
  }();
  return document.as_object();
}

const json::object& method(const char* resource, const char* name) {
  return discovery().at("resources").at(resource).at("methods").at(name).as_object();
}

std::string unescape(std::string_view text) {
  std::string decoded;
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] == '%') {
      decoded += static_cast<char>(std::stoi(std::string(text.substr(index + 1, 2)), nullptr, 16));
      index += 2;
    } else {
      decoded += text[index];
    }
  }
  return decoded;
}

std::string schema_of(const json::value& property) {
  const json::object& object = property.as_object();
  if (const auto* reference = object.if_contains("$ref")) return std::string(reference->as_string());
  if (const auto* items = object.if_contains("items")) return schema_of(*items);
  return {};
}

/// Checks "a,b(c,d)" against a schema by name.
void check_fields(std::string_view mask, const std::string& schema) {
  const auto& properties = discovery().at("schemas").at(schema).at("properties").as_object();
  while (!mask.empty()) {
    const std::size_t end = mask.find_first_of(",(");
    const std::string name(mask.substr(0, end));
    ASSERT_TRUE(properties.contains(name)) << name << " is no field of " << schema;
    mask.remove_prefix(std::min(mask.size(), name.size()));
    if (mask.starts_with('(')) {
      std::size_t close = 1;
      for (int open = 1; close < mask.size(); ++close) {
        if (mask[close] == '(') ++open;
        if (mask[close] == ')' && --open == 0) break;
      }
      check_fields(mask.substr(1, close - 1), schema_of(properties.at(name)));
      mask.remove_prefix(close + 1);
    }
    if (mask.starts_with(',')) mask.remove_prefix(1);
  }
}

/// Checks an address against a method, with these path parameters filled in.
void check(const std::string& url, const json::object& description,
           const std::vector<std::pair<std::string, std::string>>& path_parameters) {
  std::string path(description.at("path").as_string());
  for (const auto& [name, value] : path_parameters)
    path.replace(path.find("{" + name + "}"), name.size() + 2, value);
  const std::size_t query = url.find('?');
  EXPECT_EQ(url.substr(0, query), "https://g/" + path);

  std::stringstream pairs(url.substr(query + 1));
  std::set<std::string> seen;
  for (std::string pair; std::getline(pairs, pair, '&');) {
    const std::string name = pair.substr(0, pair.find('='));
    const std::string value = unescape(pair.substr(name.size() + 1));
    EXPECT_TRUE(seen.insert(name).second) << name << " is sent twice";
    if (name == "fields") {
      check_fields(value, std::string(description.at("response").at("$ref").as_string()));
      continue;
    }
    const auto* own = description.at("parameters").as_object().if_contains(name);
    if (own == nullptr) own = discovery().at("parameters").as_object().if_contains(name);
    ASSERT_NE(own, nullptr) << name << " is no parameter of " << path;
    const json::object& parameter = own->as_object();
    if (const auto* values = parameter.if_contains("enum")) {
      bool known = false;
      for (const json::value& candidate : values->as_array()) known = known || candidate.as_string() == value;
      EXPECT_TRUE(known) << name << "=" << value;
    }
    if (const auto* most = parameter.if_contains("maximum")) {
      EXPECT_LE(std::stoi(value), std::stoi(std::string(most->as_string()))) << name;
    }
  }
}

const DirectoryRequests kRequests("https://g/");

TEST(DirectoryRequests, UseOnlyDocumentedParameters) {
  for (const std::string token : {"", "a b/=&"}) {
    for (const Order order : {Order::ascending, Order::descending})
      check(kRequests.users(token, order), method("users", "list"), {});
    check(kRequests.deleted_users(token), method("users", "list"), {});
    check(kRequests.groups(token), method("groups", "list"), {});
    check(kRequests.members("g1", token), method("members", "list"), {{"groupKey", "g1"}});
  }
  check(kRequests.units(), method("orgunits", "list"), {{"customerId", "my_customer"}});
  for (const char* id : {"", "id:1"})
    check(kRequests.child_units(id), method("orgunits", "list"), {{"customerId", "my_customer"}});
  check(kRequests.user("7"), method("users", "get"), {{"userKey", "7"}});
  check(kRequests.one_user(), method("users", "list"), {});
  check(kRequests.some_groups(), method("groups", "list"), {});
  check(kRequests.one_member("g1"), method("members", "list"), {{"groupKey", "g1"}});
  check(kRequests.top_units(), method("orgunits", "list"), {{"customerId", "my_customer"}});
  check(kRequests.administrator("7"), method("users", "get"), {{"userKey", "7"}});
}

TEST(DirectoryRequests, SelectExtraFieldsOfUsersOnlyWhenAsked) {
  DirectoryRequests requests("https://g/");
  const auto has = [&](const char* field) {
    const bool listed = requests.users("", Order::ascending).find(field) != std::string::npos;
    EXPECT_EQ(requests.user("7").find(field) != std::string::npos, listed) << field;
    return listed;
  };
  EXPECT_FALSE(has("isGuestUser") || has("isMailboxSetup") || has("lastLoginTime"));
  requests.ask_for({.guest = false, .mailbox = true, .last_sign_in = true}, default_mapping());
  check(requests.users("", Order::ascending), method("users", "list"), {});
  EXPECT_TRUE(has("isMailboxSetup") && has("lastLoginTime") && !has("isGuestUser"));
  requests.ask_for({.guest = true}, default_mapping());
  EXPECT_TRUE(has("isGuestUser") && !has("lastLoginTime"));
  EXPECT_TRUE(requests.leave_out_after(requests.doubtful()));
  EXPECT_FALSE(has("isGuestUser"));
  EXPECT_FALSE(requests.leave_out_after(requests.doubtful()));
}

FieldMapping with_department_from(const char* sources) {
  FieldMapping mapping = default_mapping();
  mapping[mapped_field("department").value()].sources = read_sources(sources).sources;
  return mapping;
}

TEST(DirectoryRequests, SelectOnlyTheFieldsThatTheMappingReads) {
  DirectoryRequests requests("https://g/");
  const auto mask_of = [](const std::string& url) {
    const auto at = url.find("users%28");
    return unescape(url.substr(at, url.find("%29") - at)).substr(6);
  };
  EXPECT_EQ(
      mask_of(requests.users("", Order::ascending)),
      "kind,id,primaryEmail,name,suspended,archived,orgUnitPath,organizations,phones,relations,languages,"
      "locations,aliases,nonEditableAliases");
  EXPECT_NE(requests.users("", Order::ascending).find("projection=basic"), std::string::npos);
  FieldMapping mapping =
      with_department_from("externalIds.organization,customSchemas.HR.Unit,customSchemas.A.B");
  mapping[mapped_field("job_title").value()].sources.clear();
  mapping[mapped_field("phone_number").value()].sources.clear();
  requests.ask_for({}, mapping);
  const std::string url = requests.users("", Order::ascending);
  EXPECT_EQ(
      mask_of(url),
      "kind,id,primaryEmail,name,suspended,archived,orgUnitPath,relations,languages,locations,externalIds,"
      "customSchemas,aliases,nonEditableAliases");
  for (const std::string& one : {url, requests.user("7")}) {
    EXPECT_NE(one.find("projection=custom"), std::string::npos);
    EXPECT_NE(unescape(one).find("customFieldMask=A,HR"), std::string::npos);
  }
  check(url, method("users", "list"), {});
  check(requests.user("7"), method("users", "get"), {{"userKey", "7"}});
  check(requests.schemas(), method("schemas", "list"), {{"customerId", "my_customer"}});
}

TEST(DirectoryRequests, LeaveOutDoubtfulFieldsOneByOne) {
  DirectoryRequests requests("https://g/");
  requests.ask_for({.guest = true}, with_department_from("customSchemas.HR.Unit"));
  const auto asked = [&] {
    const std::string url = requests.users("", Order::ascending);
    return std::pair(url.find("isGuestUser") != std::string::npos, url.find("HR") != std::string::npos);
  };
  EXPECT_EQ(asked(), std::pair(true, true));
  const auto first = requests.doubtful();
  EXPECT_TRUE(requests.leave_out_after(first));
  EXPECT_EQ(asked(), std::pair(true, false));
  EXPECT_TRUE(requests.leaves_out_custom());
  EXPECT_TRUE(requests.leave_out_after(first)) << "a request of the same time learns the same";
  EXPECT_EQ(asked(), std::pair(true, false));
  EXPECT_TRUE(requests.leave_out_after(requests.doubtful()));
  EXPECT_EQ(asked(), std::pair(false, true));
  EXPECT_FALSE(requests.leaves_out_custom());
  EXPECT_TRUE(requests.leave_out_after(requests.doubtful()));
  EXPECT_EQ(asked(), std::pair(false, false));
  EXPECT_FALSE(requests.leave_out_after(requests.doubtful()));
}

TEST(DirectoryRequests, SelectTheKindAndTheNextPageTokenInEveryMaskOfAPagedList) {
  for (const std::string& url :
       {kRequests.users("", Order::ascending), kRequests.deleted_users(""), kRequests.groups(""),
        kRequests.members("g", ""), kRequests.groups_of("7", ""), kRequests.one_user(),
        kRequests.some_groups(), kRequests.one_member("g")})
    EXPECT_NE(url.find("fields=kind%2CnextPageToken"), std::string::npos) << url;
}

TEST(DirectoryRequests, SelectTheKindOfEverythingThatHasOne) {
  for (const std::string& url :
       {kRequests.units(), kRequests.child_units(""), kRequests.top_units(), kRequests.user("7"),
        kRequests.group("g"), kRequests.unit("id:1"), kRequests.administrator("7")})
    EXPECT_NE(url.find("fields=kind%2C"), std::string::npos) << url;
}

TEST(DirectoryRequests, EncodeIdsInPaths) {
  EXPECT_TRUE(kRequests.user("../x?y#z").starts_with("https://g/admin/directory/v1/users/..%2Fx%3Fy%23z?"));
}

}  // namespace
}  // namespace gup::google
