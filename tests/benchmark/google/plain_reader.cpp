#include <curl/curl.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <set>
#include <stdexcept>

#include "google_readers.hpp"

namespace gup::benchmark {
namespace {

namespace json = boost::json;

/// The fields that the plugin keeps, too.
struct PlainUser {
  std::string id, email, first, last, unit, department, title, phone, manager, language, location;
};

std::string text_of(const json::object& object, const char* key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string text_of_first(const json::object& object, const char* list, const char* key) {
  const json::value* entries = object.if_contains(list);
  if (entries == nullptr || !entries->is_array() || entries->get_array().empty()) return {};
  return text_of(entries->get_array().front().as_object(), key);
}

PlainUser plain_user(const json::object& user) {
  const json::object& name = user.at("name").as_object();
  return {text_of(user, "id"),
          text_of(user, "primaryEmail"),
          text_of(name, "givenName"),
          text_of(name, "familyName"),
          text_of(user, "orgUnitPath"),
          text_of_first(user, "organizations", "department"),
          text_of_first(user, "organizations", "title"),
          text_of_first(user, "phones", "value"),
          text_of_first(user, "relations", "value"),
          text_of_first(user, "languages", "languageCode"),
          text_of_first(user, "locations", "area")};
}

class PlainClient {
 public:
  explicit PlainClient(const Directory& directory)
      : base_(directory.settings.endpoints.directory + "/admin/directory/v1/"),
        easy_(curl_easy_init(), &curl_easy_cleanup),
        headers_(curl_slist_append(
                     nullptr, ("Authorization: Bearer " + directory.grant.access_token.reveal()).c_str()),
                 &curl_slist_free_all) {
    curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(easy_.get(), CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(easy_.get(), CURLOPT_USERAGENT, "plain (gzip)");
    curl_easy_setopt(easy_.get(), CURLOPT_WRITEFUNCTION, &PlainClient::on_body);
    curl_easy_setopt(easy_.get(), CURLOPT_WRITEDATA, &body_);
  }

  json::value get(const std::string& path) {
    body_.clear();
    ++requests;
    curl_easy_setopt(easy_.get(), CURLOPT_URL, (base_ + path).c_str());
    long status = 0;
    if (curl_easy_perform(easy_.get()) != CURLE_OK) throw std::runtime_error("no answer to " + path);
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) throw std::runtime_error(path + " answered " + body_);
    return json::parse(body_);
  }

  /// Every row of a list, page by page.
  template <typename Row>
  void list(const std::string& path, const char* key, const Row& row) {
    std::string token;
    do {
      const json::value page = get(path + (token.empty() ? "" : "&pageToken=" + token));
      if (const json::value* rows = page.as_object().if_contains(key))
        for (const json::value& one : rows->as_array()) row(one.as_object());
      token = text_of(page.as_object(), "nextPageToken");
    } while (!token.empty());
  }

  std::int64_t requests = 0;

 private:
  static std::size_t on_body(char* data, std::size_t, std::size_t count, void* body) {
    static_cast<std::string*>(body)->append(data, count);
    return count;
  }

  std::string base_;
  std::string body_;
  std::unique_ptr<CURL, void (*)(CURL*)> easy_;
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers_;
};

}  // namespace

Counted read_plainly(const Directory& directory) {
  PlainClient client(directory);
  const std::string units = "customer/my_customer/orgunits?type=allIncludingParent&prettyPrint=false";
  (void)client.get(units);
  std::set<std::string> people;
  client.list(
      "users?customer=my_customer&maxResults=500&prettyPrint=false&fields=nextPageToken,users(id,"
      "primaryEmail,name,"
      "suspended,archived,orgUnitPath,organizations,phones,relations,languages,locations,aliases,"
      "nonEditableAliases)",
      "users", [&](const json::object& user) { people.insert(plain_user(user).id); });
  Counted counted;
  std::vector<std::string> groups;
  if (directory.with_groups)
    client.list(
        "groups?customer=my_customer&maxResults=200&prettyPrint=false&fields=nextPageToken,groups(id,email,"
        "name)",
        "groups", [&](const json::object& group) { groups.push_back(text_of(group, "id")); });
  for (const std::string& group : groups)
    client.list("groups/" + group +
                    "/members?maxResults=200&prettyPrint=false&fields=nextPageToken,members(id,email,type)",
                "members", [&](const json::object&) { ++counted.members; });
  (void)client.get(units);
  counted.users = static_cast<std::int64_t>(people.size());
  counted.requests = client.requests;
  return counted;
}

}  // namespace gup::benchmark
