#include "faults/fault_answers.hpp"

#include <algorithm>
#include <set>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

constexpr const char* kRowKeys[] = {"users", "groups", "members", "organizationUnits", "domains"};

/// Returns the member of a list answer with the rows, or null.
json::value* rows_of(json::object& body) {
  for (const char* name : kRowKeys)
    if (json::value* rows = body.if_contains(name)) return rows;
  return nullptr;
}

/// The member with the rows of a list, which Google omits when there are none: "directory.users.list".
std::string row_key(const std::string& method) {
  if (method == "directory.orgunits.list") return "organizationUnits";
  for (const char* name : kRowKeys)
    if (method == std::string("directory.") + name + ".list") return name;
  return "";
}

bool is_named(const json::value& row, const json::array& ids) {
  if (!row.is_object()) return false;
  for (const char* name : {"id", "orgUnitId", "primaryEmail", "email"})
    if (const json::value* value = row.get_object().if_contains(name))
      if (std::find(ids.begin(), ids.end(), *value) != ids.end()) return true;
  return false;
}

/// Removes the rows that `ids` names, or the first `count`, and the key with the last row.
void omit_rows(const json::object& fault, const std::string& key, json::object& body) {
  json::value* rows = body.if_contains(key);
  if (!rows || !rows->is_array()) return;
  json::array& array = rows->get_array();
  json::array kept;
  const json::value* ids = fault.if_contains("ids");
  const std::size_t count = ids ? 0 : fault.at("count").to_number<std::size_t>();
  for (std::size_t i = 0; i < array.size(); ++i)
    if (ids ? !is_named(array[i], ids->as_array()) : i >= count) kept.push_back(array[i]);
  if (kept.empty())
    body.erase(key);
  else
    *rows = std::move(kept);
}

void add_rows(const json::object& fault, const std::string& key, json::object& body) {
  json::value& rows = body[key];
  if (!rows.is_array()) rows = json::array();
  for (const json::value& row : fault.at("rows").as_array()) rows.get_array().push_back(row);
}

/// Removes the key from the list itself and from its rows.
void remove_key(json::object& object, const std::string& name) {
  object.erase(name);
  for (auto& entry : object) {
    if (entry.value().is_object()) remove_key(entry.value().get_object(), name);
    if (!entry.value().is_array()) continue;
    for (json::value& element : entry.value().get_array())
      if (element.is_object()) remove_key(element.get_object(), name);
  }
}

void corrupt_body(const std::string& kind, const json::object& fault, const std::string& method,
                  const std::string& page_token, json::object& body) {
  if (const std::string key = row_key(method); !key.empty()) {
    if (kind == "omit_rows") omit_rows(fault, key, body);
    if (kind == "add_rows") add_rows(fault, key, body);
  }
  json::value* rows = rows_of(body);
  if (kind == "missing_key") {
    remove_key(body, required_text(fault, "name"));
  } else if (kind == "wrong_type") {
    // A string instead of the rows; in a single object, a number as its id.
    if (rows)
      *rows = "not a list";
    else
      body["id"] = 17;
  } else if (kind == "duplicate_rows" && rows && rows->is_array()) {
    json::array& array = rows->get_array();
    const json::array once = array;
    array.insert(array.end(), once.begin(), once.end());
  } else if (kind == "repeat_page_token" && !page_token.empty()) {
    body["nextPageToken"] = page_token;
  }
}

/// Inserts a byte that is invalid in UTF-8 into the first name.
void corrupt_utf8(std::string& body) {
  for (const char* key : {"\"givenName\":", "\"familyName\":", "\"name\":"}) {
    const auto found = body.find(key);
    if (found == std::string::npos) continue;
    const auto quote = body.find('"', found + std::string(key).size());
    if (quote != std::string::npos) {
      body.insert(quote + 1, 1, '\xff');
      return;
    }
  }
}

Answer status_answer(const json::object& fault, const std::string& method) {
  const int status = fault.at("status").to_number<int>();
  ApiError error(status, text_member(fault, "reason").value_or("backendError"),
                 text_member(fault, "message").value_or("Service unavailable. Please try again"));
  error.domain = text_member(fault, "domain").value_or("global");
  Answer answer = error_answer(error, method);
  if (const auto value = text_member(fault, "retry_after"))
    answer.headers.emplace_back("Retry-After", *value);
  return answer;
}

Answer html_error(const json::object& fault) {
  const int status = fault.contains("status") ? fault.at("status").to_number<int>() : 502;
  const std::string title = text_member(fault, "message").value_or("Bad Gateway");
  return html_answer(status, "<!DOCTYPE html>\n<html lang=en>\n<title>Error " + std::to_string(status) +
                                 " (" + title + ")!!1</title>\n<p><b>" + std::to_string(status) +
                                 ".</b> <ins>That's an error.</ins>\n<p>" + title +
                                 ". <ins>That's all we know.</ins>\n");
}

}  // namespace

bool replaces_answer(const json::object& fault) {
  static const std::set<std::string> kReplacing = {"status", "html", "token_error", "reset", "hang"};
  return kReplacing.count(required_text(fault, "kind")) > 0;
}

bool gives_empty_page(const json::object& fault) {
  return required_text(fault, "kind") == "empty_page_with_token";
}

Answer apply_fault(const json::object& fault, Answer answer, const std::string& method,
                   const std::string& page_token) {
  const std::string kind = required_text(fault, "kind");
  if (kind == "status") return status_answer(fault, method);
  if (kind == "html") return html_error(fault);
  if (kind == "token_error") {
    const int status = fault.contains("status") ? fault.at("status").to_number<int>() : 400;
    return token_error_answer(TokenError(status, required_text(fault, "error"),
                                         text_member(fault, "description").value_or(""),
                                         text_member(fault, "subtype").value_or("")));
  }
  if (kind == "cut") answer.ending = Ending::truncated;
  if (kind == "reset") answer.ending = Ending::reset;
  if (kind == "hang") answer.ending = Ending::hang;
  if (kind == "slow") answer.delay += std::chrono::milliseconds(fault.at("ms").to_number<std::int64_t>());
  if (kind == "retry_after") answer.headers.emplace_back("Retry-After", required_text(fault, "value"));
  if (kind == "not_json") answer.body = "{\"users\": [ {\"id\": ";
  if (kind == "bad_utf8") corrupt_utf8(answer.body);
  static const std::set<std::string> kCorrupting = {"missing_key",       "wrong_type", "duplicate_rows",
                                                    "repeat_page_token", "omit_rows",  "add_rows"};
  if (kCorrupting.count(kind) && answer.status == 200) {
    boost::system::error_code failed;
    json::value body = json::parse(answer.body, failed);
    if (!failed && body.is_object()) {
      corrupt_body(kind, fault, method, page_token, body.get_object());
      answer.body = json::serialize(body);
    }
  }
  return answer;
}

}  // namespace emulator
