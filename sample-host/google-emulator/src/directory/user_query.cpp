#include "directory/user_query.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "common/errors.hpp"
#include "common/text.hpp"
#include "faults/switches.hpp"
#include "host_sdk/text.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

ApiError invalid_query() {
  return invalid_input("query");
}

/// Reads up to a space, or to the closing quote when `position` stands on one.
std::string read_value(const std::string& query, std::size_t& position, const Switches& switches) {
  std::string value;
  const bool quoted = position < query.size() && query[position] == '\'';
  if (quoted) ++position;
  while (position < query.size()) {
    const char c = query[position];
    if (quoted && c == '\\') {
      if (position + 1 < query.size() && query[position + 1] == '\'') {
        value += '\'';
        position += 2;
        continue;
      }
      if (switches.is("query_backslash", "error")) throw invalid("Invalid query", "query");
      if (switches.is("query_backslash", "escapes") && position + 1 < query.size()) ++position;
      value += query[position++];
      continue;
    }
    if (quoted ? c == '\'' : c == ' ') break;
    value += c;
    ++position;
  }
  if (quoted) {
    if (position >= query.size()) throw invalid_query();
    ++position;
  }
  return value;
}

std::string name_of(const User& user, const std::string& field) {
  const json::value document = json::parse(user.document);
  const json::value* name = document.as_object().if_contains("name");
  if (!name || !name->is_object()) return {};
  const auto part = [&](const char* key) {
    const json::value* value = name->get_object().if_contains(key);
    return value && value->is_string() ? host_sdk::lower_ascii(std::string(value->get_string()))
                                       : std::string();
  };
  return field == "name" ? part("givenName") + " " + part("familyName") : part(field.c_str());
}

bool text_matches(const Clause& clause, const std::string& text) {
  const std::string wanted = host_sdk::lower_ascii(clause.value);
  if (clause.prefix) {
    // A prefix may start at any word of a name.
    return text.starts_with(wanted) || text.find(" " + wanted) != std::string::npos;
  }
  if (clause.op == '=') return text == wanted;
  return (" " + text + " ").find(" " + wanted + " ") != std::string::npos;
}

UserFilter filter_for(const Clause& clause, const Workspace& workspace) {
  if (clause.field == "orgUnitPath") {
    const auto unit = workspace.units().find(clause.value);
    if (clause.op != '=') throw invalid_query();
    if (!unit) throw invalid("Invalid Input: INVALID_OU_ID", "query");
    return [&workspace, target = *unit](Index user) {
      return workspace.units().is_within(workspace.users()[user].unit, target);
    };
  }
  if (clause.field == "email")
    return [&workspace, clause](Index user) {
      return text_matches(clause, host_sdk::lower_ascii(workspace.users()[user].primary_email));
    };
  if (clause.field == "givenName" || clause.field == "familyName" || clause.field == "name")
    return [&workspace, clause](Index user) {
      return text_matches(clause, name_of(workspace.users()[user], clause.field));
    };
  bool User::*flag = clause.field == "isSuspended"        ? &User::suspended
                     : clause.field == "isArchived"       ? &User::archived
                     : clause.field == "isAdmin"          ? &User::admin
                     : clause.field == "isDelegatedAdmin" ? &User::delegated_admin
                                                          : nullptr;
  const std::string wanted = host_sdk::lower_ascii(clause.value);
  if (!flag || clause.op != '=' || (wanted != "true" && wanted != "false")) throw invalid_query();
  return
      [&workspace, flag, wanted](Index user) { return workspace.users()[user].*flag == (wanted == "true"); };
}

}  // namespace

std::vector<Clause> parse_clauses(const std::string& query, const Switches& switches) {
  std::vector<Clause> clauses;
  std::size_t position = 0;
  while (position < query.size()) {
    if (query[position] == ' ') {
      ++position;
      continue;
    }
    std::string text = query;
    std::size_t at = position;
    std::string whole;
    const bool whole_quoted = query[position] == '\'';
    if (whole_quoted) {  // 'field:a b'
      whole = read_value(query, position, switches);
      text = whole;
      at = 0;
    }
    const auto op = text.find_first_of("=:", at);
    if (op == std::string::npos) throw invalid_query();
    Clause clause;
    clause.field = text.substr(at, op - at);
    clause.op = text[op];
    if (whole_quoted) {
      clause.value = text.substr(op + 1);
    } else {
      position = op + 1;
      clause.value = read_value(query, position, switches);
    }
    if (clause.op == ':' && clause.value.ends_with('*')) {
      clause.prefix = true;
      clause.value.pop_back();
    }
    clauses.push_back(std::move(clause));
  }
  return clauses;
}

UserFilter parse_user_query(const std::string& query, const Workspace& workspace, const Switches& switches) {
  std::vector<UserFilter> filters;
  for (const Clause& clause : parse_clauses(query, switches))
    filters.push_back(filter_for(clause, workspace));
  return [filters = std::move(filters)](Index user) {
    for (const UserFilter& filter : filters)
      if (!filter(user)) return false;
    return true;
  };
}

}  // namespace emulator
