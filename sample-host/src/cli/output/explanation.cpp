#include "cli/output/explanation.hpp"

#include <boost/json.hpp>

#include "cli/output/report.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {

namespace json = boost::json;
using host_sdk::Explanation;
using host_sdk::Inclusion;

namespace {

json::array texts(const std::vector<std::string>& list) {
  return json::array(list.begin(), list.end());
}

json::array history_json(const Explanation& explanation) {
  json::array history;
  for (const auto& change : explanation.history)
    history.emplace_back(json::object{{"run_id", change.run_id},
                                      {"started_at", host_sdk::to_rfc3339(change.started_at)},
                                      {"started_by", change.started_by},
                                      {"change", change.change},
                                      {"reason", change.reason}});
  return history;
}

json::array fields_json(const Explanation& explanation) {
  json::array fields;
  for (const auto& field : explanation.fields)
    fields.emplace_back(json::object{
        {"column", field.column}, {"label", field.label}, {"before", field.before}, {"after", field.after}});
  return fields;
}

json::value included(Inclusion inclusion) {
  if (inclusion == Inclusion::unknown) return nullptr;
  return inclusion == Inclusion::included;
}

const char* headline(const Explanation& explanation) {
  if (!explanation.found) return ": not known";
  switch (explanation.inclusion) {
    case Inclusion::included:
      return ": synced";
    case Inclusion::excluded:
      return ": not synced";
    case Inclusion::unknown:
      break;
  }
  return ": not certain";
}

void add_list(std::vector<std::string>& lines, const char* title, const std::vector<std::string>& list) {
  if (list.empty()) return;
  lines.emplace_back(title);
  for (const std::string& entry : list) lines.push_back("  " + entry);
}

std::vector<std::string> changed_fields(const Explanation& explanation) {
  std::vector<std::string> lines;
  for (const auto& field : explanation.fields)
    if (field.before != field.after)
      lines.push_back(field.label + ": " + (field.before.empty() ? "-" : field.before) + " → " +
                      (field.after.empty() ? "-" : field.after));
  return lines;
}

std::vector<std::string> history_lines(const Explanation& explanation) {
  std::vector<std::string> lines;
  for (const auto& change : explanation.history)
    lines.push_back(host_sdk::to_rfc3339(change.started_at) + " run " + std::to_string(change.run_id) + " (" +
                    change.started_by + "): " + change.change +
                    (change.reason.empty() ? "" : ", " + change.reason));
  return lines;
}

}  // namespace

std::string explanation_json_text(const Explanation& explanation, const host_sdk::Result& result) {
  return json::serialize(
      json::object{{"found", explanation.found},
                   {"email", explanation.email},
                   {"name", explanation.name},
                   {"external_id", explanation.external_id},
                   {"user_id", explanation.user_id},
                   {"included", included(explanation.inclusion)},
                   {"reasons", texts(explanation.reasons)},
                   {"obstacles", texts(explanation.obstacles)},
                   {"groups", texts(explanation.groups)},
                   {"remarks", texts(explanation.remarks)},
                   {"history", history_json(explanation)},
                   {"next", explanation.next},
                   {"asked_source", explanation.asked_source},
                   {"fields", fields_json(explanation)},
                   {"changed", explanation.changed},
                   {"result", {{"code", name_of(result.code)}, {"sentence", result.sentence}}}});
}

std::vector<std::string> explanation_lines(const Explanation& explanation) {
  std::string person = explanation.email;
  if (!explanation.name.empty()) person += " (" + explanation.name + ")";
  std::vector<std::string> lines{person + headline(explanation)};
  add_list(lines, "Brought in by:", explanation.reasons);
  add_list(lines, "Kept out by:", explanation.obstacles);
  add_list(lines, "Target groups:", explanation.groups);
  add_list(lines, explanation.changed ? "Changed:" : "Would change:", changed_fields(explanation));
  add_list(lines, "Remarks:", explanation.remarks);
  add_list(lines, "History:", history_lines(explanation));
  lines.push_back(explanation.next);
  return lines;
}

}  // namespace sample_host
