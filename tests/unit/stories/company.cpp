#include "company.hpp"

#include <algorithm>

#include "directory/google_changes.hpp"
#include "directory/members.hpp"
#include "failure.hpp"
#include "hand_edits.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "host_sdk/text.hpp"
#include "model/settings/group_attribute.hpp"
#include "rules/leavers.hpp"
#include "sync/reading/confirmation.hpp"
#include "sync/reading/directory_reading.hpp"

namespace gup::plan::test {

std::string Event::text() const {
  constexpr std::array kNames{
      "the directory changes",        "the settings change",          "an edit by hand",
      "a sync whose first lists lie", "a sync whose lists lie twice", "an honest sync",
      "all held removals approved",   "some held removals approved",  "some held removals dismissed",
      "another removal limit",        "the last run is undone",       "the last two runs are undone"};
  return std::string(kNames.at(static_cast<std::size_t>(kind))) + " (" + std::to_string(seed) + ")";
}

namespace {

/// The default mapping of fields.
class DefaultFields final : public FieldStore {
 public:
  FieldMapping field_mapping(const std::string& /*company*/) override { return default_mapping(); }
  bool save_field_mapping(const std::string& /*company*/, const FieldMapping& /*mapping*/,
                          const std::string& /*by*/, host_sdk::Timestamp /*now*/) override {
    return false;
  }
  CustomAttributesSeen custom_attributes_seen(const std::string& /*company*/) override { return {}; }
};

/// What the plan does.
void note(const Plan& plan, Tally& tally) {
  constexpr std::array kNames{"added",         "updated",       "reactivated",    "removed",
                              "deactivated",   "released",      "held",           "frozen",
                              "skipped",       "failed",        "adopted",        "group added",
                              "group renamed", "group removed", "group released", "memberships"};
  for (const PersonChange& change : plan.report.all_changes())
    ++tally[std::string("a change is reported: ") + kNames.at(static_cast<std::size_t>(change.kind))];
  for (const FrozenSource& frozen : plan.report.doubts.frozen)
    ++tally["a source is frozen: it " + frozen.cause];
  if (plan.report.doubts.unconfirmed_people > 0) ++tally["someone stays unconfirmed"];
  if (plan.report.doubts.no_group_was_read) ++tally["no group was read"];
  if (!plan.people.email_key_releases.empty()) ++tally["an address is released to someone else"];
}

}  // namespace

Company::Company(std::uint32_t seed, Tally& tally) : tally_(tally) {
  Dice dice(seed);
  set_up_google(world_, dice);
  earlier_ = world_.directory;
  world_.settings.source = dice.chance(50) ? SyncSource::groups : SyncSource::organizational_units;
  change_settings(dice);
}

std::string Company::happen(const Event& event) {
  Dice dice(event.seed);
  switch (event.kind) {
    case Event::Kind::directory:
      earlier_ = world_.directory;
      change_google(world_, dice);
      world_.now += std::chrono::hours{dice.pick(60)};
      return {};
    case Event::Kind::settings:
      change_settings(dice);
      settle_settings();
      return {};
    case Event::Kind::edit:
      edit_by_hand(world_, dice);
      return {};
    case Event::Kind::lie_once:
      return sync_with_lies(dice, false);
    case Event::Kind::lie_always:
      return sync_with_lies(dice, true);
    case Event::Kind::honest_sync:
      return sync_honestly(dice);
    case Event::Kind::approval:
      return approve(dice);
    case Event::Kind::approval_of_some:
      return approve_some(dice);
    case Event::Kind::dismissal:
      dismiss(dice);
      return {};
    case Event::Kind::limit:
      change_limit(dice);
      return {};
    case Event::Kind::undo:
      return undo_last();
    case Event::Kind::two_undos: {
      const std::string wrong = undo_last();
      return wrong.empty() ? undo_last() : wrong;
    }
  }
  return "an unknown event";
}

void Company::change_settings(Dice& dice) {
  auto& settings = world_.settings;
  settings.scope = dice.chance(50) ? SyncScope::all : SyncScope::chosen;
  const auto& units = world_.directory.units;
  settings.organizational_units = {dice.one_of(units).id, dice.one_of(units).id};
  settings.groups = {dice.one_of(world_.directory.groups).id, dice.one_of(world_.directory.groups).id};
  settings.include_sub_units = dice.chance(70);
  settings.include_nested_groups = dice.chance(70);
  change_steps(dice);
  settings.existing_users = dice.chance(70) ? ExistingUsers::adopt : ExistingUsers::skip;
  settings.suspended_users = dice.chance(70) ? SuspendedUsers::leave_out : SuspendedUsers::include;
  change_limit(dice);
  switch (dice.pick(4)) {
    case 0:
      settings.method = SyncMethod::target_users;
      break;
    case 1:
      settings.method = SyncMethod::matching_groups;
      break;
    case 2:
      settings.method = SyncMethod::value_groups;
      settings.group_attribute = dice.chance(70) ? GroupAttribute::job_title : GroupAttribute::department;
      break;
    default:
      settings.method = SyncMethod::target_group;
      settings.target_group = "new:Team " + std::to_string(dice.pick(1'000'000));
  }
  change_exclusions(dice);
}

/// Off in half of the cases.
void Company::change_limit(Dice& dice) {
  constexpr std::array kLimits{RemovalLimit{.percent = 5, .at_least = 2},
                               RemovalLimit{.percent = 5, .at_least = 4},
                               RemovalLimit{.percent = 30, .at_least = 2}};
  world_.settings.removal_limit = dice.chance(50) ? RemovalLimit{.percent = 100, .at_least = 2}
                                                  : kLimits.at(static_cast<std::size_t>(dice.pick(3)));
}

/// One step for all causes, or one for each.
void Company::change_steps(Dice& dice) {
  constexpr std::array kSteps{OnLeaving::delete_, OnLeaving::deactivate, OnLeaving::deactivate_then_delete};
  auto& steps = world_.settings.on_leaving;
  steps = kSteps.at(dice.chance(40) ? 0 : static_cast<std::size_t>(dice.pick(3)));
  if (dice.chance(50)) {
    steps.suspended = kSteps.at(static_cast<std::size_t>(dice.pick(3)));
    steps.deselected = kSteps.at(static_cast<std::size_t>(dice.pick(3)));
  }
  steps.delete_after_days = 1 + dice.pick(3);
}

/// Rules about units, guests and addresses. A rule about a group lets its list decide, lies included.
void Company::change_exclusions(Dice& dice) {
  auto& directory = world_.directory;
  directory.exclusions.clear();
  directory.guests.clear();
  if (dice.chance(30)) {
    world_.exclude(ExclusionKind::guests);
    for (const auto& [id, person] : directory.people)
      if (dice.chance(15)) directory.guests.insert(id);
  }
  if (dice.chance(30)) {
    const auto& unit = dice.one_of(directory.units);
    if (unit.path != "/") {
      world_.exclude(ExclusionKind::unit, unit.id);
      directory.exclusions.back().name = unit.path;
    }
  }
  if (dice.chance(30) && !directory.people.empty()) {
    const auto person =
        std::next(directory.people.begin(), dice.pick(static_cast<int>(directory.people.size())));
    world_.exclude(ExclusionKind::address, host_sdk::fold_key(person->second.fields.email));
  }
}

Kept Company::kept() const {
  Kept kept;
  const SyncSettings& settings = world_.settings;
  if (settings.scope != SyncScope::chosen) return kept;
  const bool by_groups = settings.source == SyncSource::groups;
  for (const auto& id : by_groups ? settings.groups : settings.organizational_units) {
    if (by_groups ? world_.directory.has_group(id) : world_.directory.has_unit(id)) continue;
    const bool was_read = std::ranges::count(world_.host.link_sources, id, &LinkSource::source_id) > 0 ||
                          world_.host.group_links.contains(id) ||
                          std::ranges::count(world_.host.source_groups, id, &SourceGroup::group_id) > 0;
    if (was_read) keep(id, kept);
  }
  return kept;
}

void Company::keep(const std::string& source, Kept& kept) const {
  const auto [people, is_new] = kept.people.try_emplace(source);
  if (!is_new) return;
  for (const LinkSource& link : world_.host.link_sources)
    if (link.source_id == source) people->second.insert(link.external_id);
  for (const SourceGroup& group : world_.host.source_groups) {
    if (group.parent_id != source) continue;
    kept.groups[source].insert(group.group_id);
    const auto answer = world_.directory.group_answers.find(group.group_id);
    if (answer == world_.directory.group_answers.end() || answer->second.unreadable == Unreadable::gone)
      keep(group.group_id, kept);
  }
}

std::string Company::run(const Shown& shown, RunOutcome& outcome) {
  const RemovalLimit limit = world_.settings.removal_limit;
  world_.limit_was_raised = !world_.host.held.empty() && last_limit_ && is_raised(*last_limit_, limit);
  const Decisions decisions(world_);
  std::string failure = carry_out(shown, outcome);
  if (failure.empty()) last_limit_ = limit;
  outcome.ignored_decisions = decisions.ignored_by_run(world_.host);
  return failure;
}

std::string Company::carry_out(const Shown& shown, RunOutcome& outcome) {
  Reader reader(world_.directory, shown, tally_);
  host_sdk::fakes::FakeTaskMonitor monitor;
  PersonIds ids;
  try {
    StateReading state([&](const Interruption&) { return world_.host.stored(ids); }, [] {});
    DefaultFields store;
    FieldSources fields(store, {}, reader, monitor);
    DirectoryView view = read_directory(reader, world_.settings, ExclusionRules(world_.directory.exclusions),
                                        fields, state, ids, monitor);
    view.customer_id = kCustomer;
    const StoredState stored = state.take();
    const PlanInput input{ids,
                          view,
                          stored,
                          world_.settings,
                          world_.now,
                          world_.approved,
                          nullptr,
                          nullptr,
                          world_.limit_was_raised};
    const auto classification = classify_confirmed(input, reader, {"admin", kCustomer}, view, ids, monitor);
    const RowQuery query = rows_to_query(input, classification);
    const Plan plan =
        make_plan(input, classification, world_.host.look_up(query), world_.host.reserve(query));
    outcome.writes = plan.writes_nothing() ? "" : writes_of(plan);
    outcome.needs_review = plan.needs_review();
    outcome.no_group_was_read = plan.report.doubts.no_group_was_read;
    note(plan, tally_);
    world_.host.apply(plan);
    if (plan.groups.made_target_group)
      world_.settings.target_group = std::to_string(*plan.groups.made_target_group);
  } catch (const Failure& failure) {
    ++tally_["a run fails: " + std::string(failure.what()).substr(0, 40)];
    return std::string(" the run failed: ") + failure.what();
  }
  return {};
}

std::string Company::sync_with_lies(Dice& dice, bool always) {
  memberships_are_uncertain_ = memberships_are_uncertain_ || always;
  const Before before_run = before();
  const Leavers leavers(world_);
  // Exclusions are settings, and who is a guest does not change.
  earlier_.exclusions = world_.directory.exclusions;
  earlier_.guests = world_.directory.guests;
  const Shown shown = spoiled(world_, earlier_, dice, always);
  // While a deleted unit is still listed, the records prove that its people moved.
  Kept kept_now = kept();
  for (const OrganizationalUnit& unit : shown.units) kept_now.people.erase(unit.id);
  const Truth truth(world_.directory, world_.settings, kept_now);
  const Truth earlier(earlier_, world_.settings, kept_now);
  const bool has_unread_group = std::ranges::any_of(shown.members_again, [](const auto& answer) {
    return answer.second.unreadable && answer.second.unreadable != Unreadable::gone;
  });
  RunOutcome outcome;
  if (!run(shown, outcome).empty()) return outcome.ignored_decisions;
  std::string wrong =
      outcome.ignored_decisions + lost(before_run, truth, earlier) + unsaid(before_run, shown, outcome);
  const auto early_by_past = leavers.deleted_too_early(world_, earlier);
  for (const auto& id : leavers.deleted_too_early(world_, truth))
    if (early_by_past.contains(id)) wrong += " " + id + " was deleted too early;";
  memberships_are_uncertain_ = memberships_are_uncertain_ || has_unread_group;
  return wrong;
}

/// What the run should have said, because Google contradicted itself or did not answer.
std::string Company::unsaid(const Before& before, const Shown& shown, const RunOutcome& outcome) const {
  std::string wrong;
  std::set<std::string> listed;
  for (const DirectoryUser& user : shown.users) listed.insert(user.id);
  const auto tell = [&](const std::string& what) {
    if (!outcome.needs_review) wrong += " the run says nothing about " + what + ";";
  };
  for (const auto& id : before.people) {
    if (listed.contains(id) || !shown.unclear.contains(id)) continue;
    if (!is_active(id)) wrong += " " + id + " left although Google did not answer;";
    tell(id + ", who got no answer");
  }
  if (world_.settings.source != SyncSource::groups) return wrong;
  const auto is_readable = [](const auto& answer) { return !answer.second.unreadable; };
  const bool is_any_readable = std::ranges::any_of(shown.members, is_readable) ||
                               std::ranges::any_of(shown.members_again, is_readable);
  if (!is_any_readable && !outcome.no_group_was_read) wrong += " the run does not say that it read no group;";
  if (world_.settings.scope == SyncScope::chosen)
    for (const auto& id : world_.settings.groups)
      if (std::ranges::find(shown.groups, id, &DirectoryGroup::id) == shown.groups.end())
        tell("the group " + id + ", which is not listed");
  return wrong;
}

std::string Company::sync_honestly(Dice& dice) {
  const Before before_run = before();
  const Leavers leavers(world_);
  const Truth truth(world_.directory, world_.settings, kept());
  const Shown shown = honest(world_.directory, dice);
  RunOutcome outcome;
  std::string wrong = run(shown, outcome);
  if (!wrong.empty()) return wrong;
  RunOutcome again;
  // A target group that loses its last member by hand with an approved removal is held from the next run on.
  if (!world_.approved.empty()) wrong = run(shown, again) + again.ignored_decisions;
  wrong += run(shown, again);
  if (!again.writes.empty()) wrong += " the second run wrote again: " + again.writes;
  wrong += outcome.ignored_decisions + again.ignored_decisions;
  memberships_are_uncertain_ = false;
  kept_although_gone_.clear();
  for (const auto& id : truth.selected_people())
    if (!world_.directory.people.contains(id)) kept_although_gone_.insert(id);
  for (const auto& id : leavers.deleted_too_early(world_, truth))
    wrong += " " + id + " was deleted too early;";
  return wrong + lost(before_run, truth, truth) + differences(truth) + leavers.wrong_steps(world_, truth);
}

/// Approves what is held until nothing is, since emptied groups may be held only when their people are gone.
std::string Company::approve(Dice& dice) {
  std::string wrong = sync_honestly(dice);
  for (int i = 0; i < 3 && wrong.empty() && !world_.host.held.empty(); ++i) {
    ++tally_["held removals are approved"];
    for (const auto& held : world_.host.held) world_.approved.insert(held.external_id);
    wrong = sync_honestly(dice);
    world_.approved.clear();
  }
  if (!wrong.empty()) return wrong;
  // Removals stay held while a missing unit or group keeps the people. So do those of people in Google while
  // a group cannot be read: they may be in it.
  const Truth truth(world_.directory, world_.settings, kept());
  const auto& kept_people = truth.selected_people();
  const bool is_any_unread = std::ranges::any_of(world_.directory.group_answers, [](const auto& answer) {
    return answer.second.unreadable.has_value();
  });
  for (const HeldRemoval& held : world_.host.held) {
    const bool is_uncertain = is_any_unread && world_.directory.people.contains(held.external_id);
    if (!is_uncertain && !kept_people.contains(held.external_id))
      wrong += " " + held.external_id + " is held although it was approved;";
  }
  return wrong;
}

/// Some that are held, and a few that were dismissed. Google may lie meanwhile.
std::string Company::approve_some(Dice& dice) {
  for (const auto& held : world_.host.held)
    if (dice.chance(50)) world_.approved.insert(held.external_id);
  for (const auto& [id, link] : world_.host.links)
    if (link.state == LinkState::dismissed && dice.chance(20)) world_.approved.insert(id);
  for (const auto& [id, link] : world_.host.group_links)
    if (link.dismissed_since && dice.chance(20)) world_.approved.insert(id);
  if (!world_.approved.empty()) ++tally_["some removals are approved"];
  std::string wrong = dice.chance(30) ? sync_with_lies(dice, false) : sync_honestly(dice);
  world_.approved.clear();
  return wrong;
}

void Company::dismiss(Dice& dice) {
  std::set<std::string> ids;
  for (const auto& held : world_.host.held)
    if (dice.chance(60)) ids.insert(held.external_id);
  if (ids.empty()) return;
  ++tally_["held removals are dismissed"];
  keep_held(ids);
}

void Company::keep_held(const std::set<std::string>& ids) {
  world_.host.apply(world_.dismissal_of(ids));
}

}  // namespace gup::plan::test
