#include "importer.hpp"

#include <algorithm>
#include <utility>

#include "host_sdk/text.hpp"
#include "progress.hpp"

namespace csv_import_plugin {

using namespace host_sdk;

namespace {

/// Why the plan removes too many people; empty if it does not. A file that was cut short would remove
/// everyone who is missing from it.
std::string excess_of(const Plan& plan, const Choices& choices) {
  if (plan.report.removed <= choices.most_removals) return {};
  return counted(plan.report.removed, "person is", "people are") +
         " no longer in the file, and one import may remove " + with_commas(choices.most_removals) +
         ". If the file is right, raise the limit on the page.";
}

}  // namespace

Result with_database(const std::function<Result()>& work) {
  try {
    return work();
  } catch (const Cancelled& cancelled) {
    return Result::failed(ResultCode::cancelled, cancelled.what());
  } catch (const sql::SqlError& error) {
    using sql::SqlErrorKind;
    switch (error.kind()) {
      case SqlErrorKind::unavailable:
      case SqlErrorKind::busy:
      case SqlErrorKind::conflict:
        return Result::again(error.what());
      default:
        return Result::failed(ResultCode::operator_action, error.what());
    }
  }
}

Plan Importer::plan_in(sql::Session& session, const std::string& company_id,
                       const std::vector<Person>& people, const Choices& choices,
                       const std::string& key) const {
  auto users = read_users(session, company_id);
  auto wanted = people;
  if (!key.empty()) {
    // The person with this address in the file, else the one who has it so far.
    const auto listed = std::find_if(people.begin(), people.end(),
                                     [&](const auto& person) { return fold_key(person.email) == key; });
    const auto stored = std::find_if(users.begin(), users.end(),
                                     [&](const auto& user) { return user.managed && user.email_key == key; });
    const auto id = listed != people.end()  ? listed->id
                    : stored != users.end() ? stored->person.id
                                            : std::string{};
    std::erase_if(wanted, [&](const auto& person) { return person.id != id; });
    for (auto& user : users) user.managed = user.managed && user.person.id == id;
  }
  return make_plan(wanted, users, choices.missing);
}

SyncOutcome Importer::import(const Company& company, TaskMonitor& monitor, SyncMode mode,
                             const std::string& key) {
  SyncOutcome outcome;
  const auto started_at = host_.clock().now();
  outcome.result = with_database([&]() -> Result {
    report_progress(monitor, 1, "reading the file", 0);
    std::vector<Person> people;
    try {
      people = read_people(settings_.file_of(company.id), monitor);
    } catch (const SourceError& error) {
      return Result::failed(ResultCode::administrator_action,
                            std::string(error.what()) + ". Nothing was changed.");
    }
    Choices choices;
    if (auto read = read_choices(company_settings_, company.id, choices); !read.done()) return read;
    auto plan =
        pool_.read([&](sql::Session& session) { return plan_in(session, company.id, people, choices, key); });
    const auto excess = excess_of(plan, choices);
    if (mode == SyncMode::preview && !excess.empty()) plan.report.remarks.push_back(excess);
    if (mode == SyncMode::apply && !plan.changes.empty()) {
      if (!excess.empty())
        return Result::failed(ResultCode::administrator_action, "Nothing was changed: " + excess);
      // Ids come from another session of the host, so they are reserved before the transaction.
      const auto reserved = plan.new_users();
      std::int64_t first_id = 0;
      if (reserved > 0)
        if (auto result = host_.ids().reserve(IdKind::target_user, reserved, first_id); !result.done())
          return result;
      report_progress(monitor, 2, "applying changes", 0);
      const bool applied = pool_.write_with_retries([&](sql::Session& session) {
        // Another process may have imported meanwhile.
        plan = plan_in(session, company.id, people, choices, key);
        if (plan.new_users() > reserved || !excess_of(plan, choices).empty()) return false;
        apply_plan(session, company.id, plan, first_id, host_.clock().now(), monitor);
        return true;
      });
      if (!applied)
        return Result::again("The target users changed during the import.", std::chrono::minutes{1});
    }
    outcome.report = std::move(plan.report);
    return Result::ok();
  });
  outcome.report.started_at = started_at;
  outcome.report.finished_at = host_.clock().now();
  return outcome;
}

SyncOutcome Importer::synchronize(const Company& company, const Actor& actor, TaskMonitor& monitor,
                                  SyncMode mode) {
  auto outcome = import(company, monitor, mode, {});
  if (mode == SyncMode::preview) return outcome;
  outcome.report.changes.clear();
  const auto& report = outcome.report;
  if (!outcome.result.done()) {
    host_.logger().warning(LogLine("import_failed").with("reason", outcome.result.sentence), company.id);
    return outcome;
  }
  host_.logger().info(LogLine("import_finished")
                          .with("added", report.added)
                          .with("updated", report.updated)
                          .with("removed", report.removed)
                          .with("actor", actor.name),
                      company.id);
  // The first import turns the daily task on, which is paused at first.
  if (!host_.schedule().next(task_id(), company.id)) {
    const auto resumed = host_.schedule().resume(task_id(), company.id, {});
    if (!resumed.done()) outcome.report.remarks.push_back(resumed.sentence);
  }
  host_.page_events().page_changed(company.id, kProvider);
  outcome.result.sentence = counted(report.added + report.reactivated, "person was", "people were") +
                            " added, " + std::to_string(report.updated) + " updated, " +
                            std::to_string(report.removed) + " removed.";
  return outcome;
}

Result Importer::run(const Company& company, TaskMonitor& monitor) {
  return synchronize(company, {.id = {}, .name = "Schedule", .can = {}}, monitor, SyncMode::apply).result;
}

Result Importer::remove_all(const Company& company, const Actor& actor, TaskMonitor& monitor) {
  return with_database([&]() -> Result {
    if (monitor.cancel_requested()) throw Cancelled();
    if (auto paused = host_.schedule().pause(task_id(), company.id); !paused.done()) return paused;
    const auto removed = pool_.write_with_retries(
        [&](sql::Session& session) { return delete_own_users(session, company.id, monitor); });
    const auto sentence = counted(removed, "target user was", "target users were") + " removed.";
    if (auto erased = company_settings_.erase(company.id, actor); !erased.done()) return erased;
    host_.audit_trail().record(company.id, actor, "import_removed", sentence);
    host_.page_events().page_changed(company.id, kProvider);
    return {ResultCode::ok, sentence, {}};
  });
}

Result Importer::explain(const PersonRequest& request, Explanation& explanation) {
  return with_database([&]() -> Result {
    explanation = {};
    explanation.email = request.email;
    const auto& company = request.company;
    const auto key = is_clean_utf8(request.email) ? fold_key(request.email) : std::string{};
    const auto users = pool_.read([&](sql::Session& session) { return read_users(session, company.id); });
    const auto user =
        std::find_if(users.begin(), users.end(), [&](const auto& one) { return one.email_key == key; });
    if (user == users.end() || !user->managed) {
      explanation.next = "If the file lists this address, the next import adds or updates the person.";
      return Result::ok();
    }
    explanation.found = true;
    explanation.email = user->person.email;
    explanation.name = full_name(user->person.first_name, user->person.last_name);
    explanation.external_id = user->person.id;
    explanation.user_id = user->id;
    explanation.inclusion = user->active ? Inclusion::included : Inclusion::excluded;
    if (user->active)
      explanation.reasons.push_back("Imported from " + settings_.file_of(company.id).filename().string());
    else
      explanation.obstacles.push_back("No longer listed in " +
                                      settings_.file_of(company.id).filename().string());
    explanation.next = "The next import follows the file.";
    return Result::ok();
  });
}

PersonOutcome Importer::synchronize_person(const PersonRequest& request, TaskMonitor& monitor,
                                           SyncMode mode) {
  if (!is_clean_utf8(request.email) || trimmed(request.email).empty())
    return {Result::failed(ResultCode::refused, "This is not an email address."), {}};
  PersonOutcome outcome;
  const auto imported = import(request.company, monitor, mode, fold_key(request.email));
  outcome.result = imported.result;
  if (!outcome.result.done()) return outcome;
  const auto& report = imported.report;
  const bool changes = report.added + report.updated + report.reactivated + report.removed > 0;
  auto person = request;
  // The import may have changed the address.
  if (mode == SyncMode::apply && changes) person.email = report.changes.front().email;
  outcome.result = explain(person, outcome.explanation);
  outcome.explanation.asked_source = true;
  outcome.explanation.changed = mode == SyncMode::apply && changes;
  if (mode == SyncMode::preview && !report.changes.empty())
    outcome.explanation.next = "The next import does this: " + report.changes.front().change + " (" +
                               report.changes.front().reason + ").";
  return outcome;
}

}  // namespace csv_import_plugin
