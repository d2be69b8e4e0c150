// A directory, a company's tables, and syncs between them: the fixture of every plan test.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model.hpp"
#include "plan/make_plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan::test {

/// The directory as a test defines it, with the fields of all people, by id.
struct WrittenDirectory {
  std::map<std::string, Person> people;
  /// Sent after the first record of the same person.
  std::map<std::string, Person> second_records;
  std::map<std::string, UnusablePerson> unusable;
  std::map<std::string, std::string> id_by_address_key;
  /// By person.
  std::map<std::string, std::vector<std::string>> aliases;
  std::vector<OrganizationalUnit> units;
  std::vector<DirectoryGroup> groups;
  std::map<std::string, GroupAnswer> group_answers;
  std::vector<Exclusion> exclusions;
  std::set<std::string> guests;
  std::set<std::string> without_mailbox;
  std::set<std::string> never_signed_in;
  Evidence evidence;

  /// Returns what a run with these settings reads that knows `stored`.
  [[nodiscard]] DirectoryView read(PersonIds& ids, const StoredState& stored,
                                   const SyncSettings& settings) const;
  /// Directly, or through nested groups.
  [[nodiscard]] bool is_member(const MembershipQuestion& question) const;
  [[nodiscard]] bool has_unit(const std::string& id) const;
  [[nodiscard]] bool has_group(const std::string& id) const;
  /// The record as Google would send it, as far as exclusions look at it.
  [[nodiscard]] DirectoryUser account_of(const Person& person) const;
};

/// The input of a plan, which borrows from it.
struct Reading {
  Reading(const WrittenDirectory& written, const Model& host, const SyncSettings& settings)
      : stored(host.stored(ids)), directory(written.read(ids, stored, settings)) {}
  [[nodiscard]] PlanInput input(const SyncSettings& settings, host_sdk::Timestamp now,
                                const std::set<std::string>& approved = {},
                                const Refusals* refusals = nullptr) const {
    return {ids, directory, stored, settings, now, approved, nullptr, refusals};
  }

  PersonIds ids;
  StoredState stored;
  DirectoryView directory;
};

class World {
 public:
  WrittenDirectory directory;
  SyncSettings settings;
  Model host;
  host_sdk::Timestamp now{std::chrono::microseconds{1'000'000}};
  std::set<std::string> approved;
  bool limit_was_raised = false;
  /// What the database refuses.
  Refusals refusals;
  /// What Google knows, where its lists are wrong: the answers to all questions. Usually the lists.
  std::optional<WrittenDirectory> truth;
  /// Lists that are read once more are as wrong as the first ones.
  bool second_lists_lie = false;
  /// Objects about which Google does not answer: people, groups, units.
  std::set<std::string> unclear;

  /// A company with the root unit and without a removal limit.
  World();
  /// The same with these people: their ids are "1", "2" and so on, their addresses NAME@acme.example.
  static World of(std::initializer_list<const char*> names);
  /// The same after a sync.
  static World synced(std::initializer_list<const char*> names);

  // Google

  /// Adds or replaces a person. The first name is the capitalized local part of the address.
  Person& person(const std::string& id, const std::string& email, const std::string& unit_path = "/");
  void unusable(const std::string& id, const std::string& email, const std::string& unit_path = "/");
  void delete_person(const std::string& id);
  /// Finds the parent by the path.
  void unit(const std::string& id, const std::string& path);
  void delete_unit(const std::string& id);
  void group(const std::string& id, const std::string& name, const std::vector<std::string>& user_ids = {});
  void delete_group(const std::string& id);
  void nest(const std::string& parent, const std::string& child);
  /// Drops a member from a list that Google sends, while the person stays in the group.
  void omit(const std::string& group, const std::string& id);
  void member(const std::string& group, Member member);
  void cannot_read(const std::string& group, Unreadable why = Unreadable::forbidden);

  // The host

  TargetUserRow& row_by_hand(const std::string& email, const std::string& provider = "");
  std::int64_t group_by_hand(const std::string& name);
  void member_by_hand(std::int64_t group, std::int64_t user);
  /// Marks a row as edited in the host; the caller sets the values.
  TargetUserRow& edit(const std::string& external_id);
  void delete_row(const std::string& external_id);

  // Settings

  /// Adds an exclusion.
  void exclude(ExclusionKind kind, const std::string& value = "", const std::string& reason = "robots");
  void choose_units(const std::vector<std::string>& ids);
  void choose_groups(const std::vector<std::string>& ids);

  // Runs

  /// What the next plan would ask first.
  [[nodiscard]] Questions questions() const;
  /// The input of the next plan.
  [[nodiscard]] std::shared_ptr<Reading> read() const {
    return std::make_shared<Reading>(directory, host, settings);
  }
  /// Confirms missing people, queries rows and makes a plan. Changes nothing.
  Plan plan();
  /// The rows that the next plan needs.
  [[nodiscard]] RowQuery query() const;
  /// The plan that keeps these people despite their held removals.
  [[nodiscard]] Plan dismissal_of(const std::set<std::string>& external_ids) const;
  /// Makes a plan and applies it.
  Plan sync();
  /// Syncs, then requires that a second run writes nothing. Returns the first run's plan.
  Plan sync_twice();

  // Results

  [[nodiscard]] const TargetUserRow* row_of(const std::string& external_id) const;
  [[nodiscard]] const TargetUserRow* row_with_email(const std::string& email) const;
  [[nodiscard]] std::optional<std::int64_t> group_named(const std::string& name) const;
  /// The emails of members that the sync added, sorted.
  [[nodiscard]] std::vector<std::string> members_of(const std::string& group_name) const;
  [[nodiscard]] std::vector<std::string> emails() const;
  [[nodiscard]] std::vector<std::string> group_names() const;

 private:
  [[nodiscard]] Questions questions_of(const Reading& reading) const;
  void answer(const Questions& questions);

  /// Plans borrow from these.
  std::vector<std::shared_ptr<const Reading>> readings_;
};

/// The change of a person in the plan's report; nothing if there is none.
std::optional<PersonChange> change_of(const Plan& plan, const std::string& external_id);
std::int64_t count(const Plan& plan, ChangeKind kind);
/// The target groups of which the report lists a held removal.
[[nodiscard]] std::ptrdiff_t held_groups(const Plan& plan);
bool has_remark(const Plan& plan, const std::string& part);
/// The writes of a plan, for the message of a failed test.
std::string writes_of(const Plan& plan);

}  // namespace gup::plan::test
