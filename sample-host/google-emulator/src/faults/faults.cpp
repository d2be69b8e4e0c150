#include "faults/faults.hpp"

#include <algorithm>
#include <set>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

const std::set<std::string>& kinds_without_value() {
  static const std::set<std::string> kKinds = {"html",           "cut",
                                               "reset",          "hang",
                                               "not_json",       "wrong_type",
                                               "bad_utf8",       "repeat_page_token",
                                               "duplicate_rows", "empty_page_with_token"};
  return kKinds;
}

std::int64_t number(const json::object& object, const char* name, std::int64_t otherwise) {
  const json::value* value = object.if_contains(name);
  if (!value) return otherwise;
  if (!value->is_int64()) throw ControlError(400, std::string(name) + " must be a whole number");
  return value->get_int64();
}

/// A fault that leaves rows out of a list names them or counts them.
void check_omitted_rows(const json::object& fault) {
  const json::value* ids = fault.if_contains("ids");
  if (ids && !ids->is_array()) throw ControlError(400, "fault omit_rows: ids is an array");
  if (ids)
    for (const json::value& id : ids->get_array())
      if (!id.is_string()) throw ControlError(400, "fault omit_rows: an id is a text");
  const std::int64_t count = number(fault, "count", 0);
  if (count < 0 || (count > 0) == (ids != nullptr))
    throw ControlError(400, "fault omit_rows needs either ids or a count of at least 1");
}

void check_objects(const json::object& fault, const char* name) {
  const json::value* objects = fault.if_contains(name);
  if (!objects || !objects->is_array() || objects->get_array().empty())
    throw ControlError(400, std::string("a fault needs an array of objects: ") + name);
  for (const json::value& object : objects->get_array())
    if (!object.is_object()) throw ControlError(400, std::string(name) + " holds something but an object");
}

/// Only changes of the directory: another request could remove the rule that sends it.
void check_changes(const json::object& fault) {
  check_objects(fault, "requests");
  for (const json::value& request : fault.at("requests").get_array()) {
    required_text(request.get_object(), "method");
    const std::string path = required_text(request.get_object(), "path");
    const std::string first = path.substr(0, path.find('/'));
    if (first != "users" && first != "groups" && first != "units")
      throw ControlError(400, "fault change: a path begins with users, groups or units");
  }
}

std::regex expression(const std::string& text) {
  try {
    return std::regex(text);
  } catch (const std::regex_error&) {
    throw ControlError(400, "not a regular expression: " + text);
  }
}

/// A string is short for an object with that kind: "cut" is {"kind": "cut"}.
json::object read_fault(const json::value& source) {
  json::object fault = source.is_string() ? json::object{{"kind", source}} : source.as_object();
  const std::string kind = required_text(fault, "kind");
  if (kinds_without_value().count(kind)) return fault;
  if (kind == "status") {
    if (number(fault, "status", 0) < 100 || number(fault, "status", 0) > 599)
      throw ControlError(400, "fault status needs a status from 100 to 599");
    for (const char* name : {"reason", "message", "domain", "retry_after"}) text_member(fault, name);
  } else if (kind == "slow") {
    if (number(fault, "ms", -1) < 0) throw ControlError(400, "fault slow needs ms");
  } else if (kind == "missing_key") {
    required_text(fault, "name");
  } else if (kind == "omit_rows") {
    check_omitted_rows(fault);
  } else if (kind == "add_rows") {
    check_objects(fault, "rows");
  } else if (kind == "change") {
    check_changes(fault);
  } else if (kind == "token_error") {
    required_text(fault, "error");
    number(fault, "status", 400);
  } else if (kind == "retry_after") {
    required_text(fault, "value");
  } else {
    throw ControlError(400, "unknown fault " + kind);
  }
  return fault;
}

FaultRule read_rule(const json::value& source) {
  if (!source.is_object()) throw ControlError(400, "a fault rule is an object");
  FaultRule rule;
  rule.source = source.get_object();
  if (const json::value* match = rule.source.if_contains("match")) {
    if (!match->is_object()) throw ControlError(400, "match is an object");
    rule.method = text_member(match->get_object(), "method").value_or("");
    if (const auto path = text_member(match->get_object(), "path_regex")) rule.path = expression(*path);
    if (const json::value* query = match->get_object().if_contains("query")) {
      if (!query->is_object()) throw ControlError(400, "query is an object");
      for (const auto& entry : query->get_object())
        rule.query.emplace_back(entry.key(), required_text(query->get_object(), entry.key()));
      for (const auto& [name, value] : rule.query) expression(value);
    }
  }
  rule.after = number(rule.source, "after", 0);
  rule.times = number(rule.source, "times", -1);
  const json::value* fault = rule.source.if_contains("fault");
  if (!fault || !(fault->is_object() || fault->is_string()))
    throw ControlError(400, "a fault rule needs a fault");
  rule.fault = read_fault(*fault);
  return rule;
}

bool matches(const FaultRule& rule, const Request& request) {
  if (!rule.method.empty() && rule.method != request.method) return false;
  if (rule.path && !std::regex_search(percent_decode(request.path, false), *rule.path)) return false;
  return std::all_of(rule.query.begin(), rule.query.end(), [&](const auto& wanted) {
    const std::string* value = find(request.query, wanted.first);
    return value && std::regex_match(*value, std::regex(wanted.second));
  });
}

}  // namespace

std::vector<Request> changes_of(const json::object& fault) {
  std::vector<Request> changes;
  if (required_text(fault, "kind") != "change") return changes;
  for (const json::value& source : fault.at("requests").as_array()) {
    Request request;
    request.method = required_text(source.as_object(), "method");
    request.path = "/emulator/" + required_text(source.as_object(), "path");
    if (const json::value* body = source.as_object().if_contains("body"))
      request.body = json::serialize(*body);
    changes.push_back(std::move(request));
  }
  return changes;
}

void Faults::add(const json::array& rules) {
  std::vector<FaultRule> read;
  for (const json::value& source : rules) read.push_back(read_rule(source));
  std::move(read.begin(), read.end(), std::back_inserter(rules_));
}

json::array Faults::describe() const {
  json::array listed;
  for (const FaultRule& rule : rules_) {
    json::object described = rule.source;
    described["seen"] = rule.seen;
    described["struck"] = rule.struck;
    listed.push_back(std::move(described));
  }
  return listed;
}

const json::object* Faults::strike(const Request& request) {
  const json::object* chosen = nullptr;
  for (FaultRule& rule : rules_) {
    if (!matches(rule, request)) continue;
    if (++rule.seen <= rule.after) continue;
    if (chosen || (rule.times >= 0 && rule.struck >= rule.times)) continue;
    ++rule.struck;
    chosen = &rule.fault;
  }
  return chosen;
}

}  // namespace emulator
