#include "cli/output/report.hpp"

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <utility>

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {

namespace json = boost::json;
using host_sdk::SyncReport;

namespace {

using Count = std::pair<const char*, std::int64_t SyncReport::*>;
constexpr std::array<Count, 16> kCounts{{{"added", &SyncReport::added},
                                         {"updated", &SyncReport::updated},
                                         {"reactivated", &SyncReport::reactivated},
                                         {"removed", &SyncReport::removed},
                                         {"held", &SyncReport::held},
                                         {"frozen", &SyncReport::frozen},
                                         {"unchanged", &SyncReport::unchanged},
                                         {"skipped", &SyncReport::skipped},
                                         {"failed", &SyncReport::failed},
                                         {"groups_added", &SyncReport::groups_added},
                                         {"groups_updated", &SyncReport::groups_updated},
                                         {"groups_removed", &SyncReport::groups_removed},
                                         {"memberships_added", &SyncReport::memberships_added},
                                         {"memberships_removed", &SyncReport::memberships_removed},
                                         {"requests", &SyncReport::requests},
                                         {"retries", &SyncReport::retries}}};

/// Null for a run that could not start.
json::value time_json(host_sdk::Timestamp at) {
  if (at == host_sdk::Timestamp{}) return nullptr;
  return json::string(host_sdk::to_rfc3339(at));
}

double seconds(const SyncReport& report) {
  return std::chrono::duration<double>(report.finished_at - report.started_at).count();
}

json::array people_json(const std::vector<host_sdk::SyncIncident>& people) {
  json::array array;
  for (const auto& person : people) {
    array.emplace_back(json::object{
        {"email", person.email}, {"external_id", person.external_id}, {"reason", person.reason}});
  }
  return array;
}

json::array changes_json(const std::vector<host_sdk::SyncChange>& changes) {
  json::array array;
  array.reserve(changes.size());
  for (const auto& change : changes)
    array.emplace_back(
        json::object{{"email", change.email}, {"change", change.change}, {"reason", change.reason}});
  return array;
}

void add_changes(std::string& text, const std::vector<host_sdk::SyncChange>& changes) {
  constexpr std::size_t kMost = 100;
  for (std::size_t i = 0; i < changes.size() && i < kMost; ++i) {
    const auto& change = changes[i];
    text += change.change + (change.email.empty() ? "" : " " + change.email) + ": " + change.reason + "\n";
  }
  if (changes.size() > kMost)
    text += "… and " + std::to_string(changes.size() - kMost) + " more changes. --json lists all.\n";
}

void add_people(std::string& text, const char* what, const std::vector<host_sdk::SyncIncident>& people) {
  constexpr std::size_t kMost = 20;
  for (std::size_t i = 0; i < people.size() && i < kMost; ++i) {
    const auto& person = people[i];
    text += std::string{what} + " " + (person.email.empty() ? person.external_id : person.email) + ": " +
            person.reason + "\n";
  }
  if (people.size() > kMost) {
    text += "… and " + std::to_string(people.size() - kMost) + " more " + what + ". --json lists all.\n";
  }
}

}  // namespace

std::string sentence_of(const host_sdk::Result& result) {
  return result.sentence.empty() ? "done" : result.sentence;
}

std::string report_json_text(const SyncReport& report, const host_sdk::Result& result, bool preview) {
  json::object object{{"run_id", report.run_id},
                      {"preview", preview},
                      {"started_at", time_json(report.started_at)},
                      {"finished_at", time_json(report.finished_at)},
                      {"duration_seconds", seconds(report)}};
  for (const auto& [name, member] : kCounts) object[name] = report.*member;
  object["skipped_people"] = people_json(report.skipped_people);
  object["failed_people"] = people_json(report.failed_people);
  object["remarks"] = json::array(report.remarks.begin(), report.remarks.end());
  if (preview) object["changes"] = changes_json(report.changes);
  object["result"] = {{"code", name_of(result.code)}, {"sentence", result.sentence}};
  return json::serialize(object);
}

std::string report_text(const SyncReport& report, bool preview) {
  if (report.started_at == host_sdk::Timestamp{}) return {};
  std::string counts;
  for (const auto& [name, member] : kCounts) {
    if (report.*member == 0) continue;
    std::string words = name;
    if (const auto line = words.find('_'); line != std::string::npos) words[line] = ' ';
    counts += (counts.empty() ? "" : ", ") + host_sdk::with_commas(report.*member) + " " + words;
  }
  std::string text = preview ? "Preview (nothing was changed): " : "Sync: ";
  std::array<char, 32> duration{};
  std::snprintf(duration.data(), duration.size(), ", in %.1f s.\n", seconds(report));
  text += (counts.empty() ? "nothing to do" : counts) + duration.data();
  if (preview) {
    add_changes(text, report.changes);
  } else {
    add_people(text, "skipped", report.skipped_people);
    add_people(text, "failed", report.failed_people);
  }
  for (const auto& remark : report.remarks) text += remark + "\n";
  return text;
}

}  // namespace sample_host
