#include "hooks/explain/stored_explanation.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "failure.hpp"
#include "hooks/explain/past_syncs.hpp"
#include "hooks/explain/value_reason.hpp"
#include "hooks/in_english.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/settings/group_attribute.hpp"
#include "model/target_fields.hpp"
#include "plan/change_reasons.hpp"
#include "plan/exclusions/exclusion_rules.hpp"
#include "plan/people/one_person.hpp"
#include "plan/removals/deletion_dates.hpp"
#include "plan/selection/source_paths.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::day_text;
using host_sdk::Explanation;
using host_sdk::Inclusion;
using host_sdk::tr;
using host_sdk::tr_later;
using plan::ChangeKind;
using plan::LinkedRow;
using plan::LinkState;

constexpr int kChangesShown = 20;
constexpr const char* kAskGoogle = tr_later("Ask Google about this person to see what a sync would do now.");

/// The sentence, and that Google knows more.
std::string and_ask_google(const std::string& sentence) {
  return sentence + " " + tr(kAskGoogle);
}

class StoredText {
 public:
  StoredText(const HookContext& context, const std::string& company_id, const StoredPerson& person,
             const std::vector<host_sdk::ExplainedChange>& history)
      : person_(person),
        history_(history),
        settings_(settings_or_defaults(context, company_id).settings),
        exclusions_(context.store.exclusions(company_id)),
        tree_(context.store.source_groups(company_id)) {
    std::set<std::string, std::less<>> ids(person.source_ids.begin(), person.source_ids.end());
    ids = plan::with_groups_above(tree_, ids);
    for (auto& source : context.store.source_names(company_id, {ids.begin(), ids.end()}))
      names_.emplace(std::move(source.source_id), std::move(source.name));
  }

  void explain(Explanation& explanation) const {
    if (person_.row) {
      explanation.name = host_sdk::full_name(person_.row->fields.first_name, person_.row->fields.last_name);
      explanation.user_id = person_.row->id;
      explanation.email = person_.row->fields.email;
    }
    explanation.external_id = person_.external_id;
    explanation.groups = person_.groups;
    if (person_.link)
      explain_link(explanation);
    else if (person_.row)
      explain_foreign_row(explanation);
    else
      explain_absent(explanation);
  }

 private:
  void explain_link(Explanation& explanation) const {
    const plan::StoredLink& link = *person_.link;
    switch (link.state) {
      case LinkState::active:
        if (link.row == LinkedRow::gone)
          explain_deleted_row(explanation);
        else
          explain_managed(explanation);
        return;
      case LinkState::inactive:
        leave(explanation, tr("kept as an inactive target user"));
        explain_deletion(explanation);
        return;
      case LinkState::released:
        explanation.user_id = link.row == LinkedRow::gone ? 0 : explanation.user_id;
        leave(explanation, tr("the target user, which existed before, was released to the host"));
        return;
      case LinkState::dismissed:
        explanation.inclusion = Inclusion::included;
        explanation.obstacles = {with_day(tr("No longer active or selected in Google"))};
        explanation.next =
            tr("An administrator dismissed the removal, so syncs keep this target user as it is until the "
               "person is back in the selection or the removal is approved.");
        return;
    }
  }

  /// The reason, and the day of leaving if it is known.
  [[nodiscard]] std::string with_day(const std::string& reason) const {
    const auto& since = person_.link->missing_since;
    return since ? tr("{reason}, on {date}", {{"reason", reason}, {"date", day_text(*since)}}) : reason;
  }

  void leave(Explanation& explanation, const std::string& consequence) const {
    explanation.inclusion = Inclusion::excluded;
    const auto left = std::ranges::find_if(history_, [](const host_sdk::ExplainedChange& change) {
      return change.change == "deactivated" || change.change == "released";
    });
    // The date of a deletion may have changed since.
    const std::string reason =
        left == history_.end() ? tr("Left") : stored_text(plan::without_deletion_date(left->reason));
    explanation.obstacles = {with_day(reason) + "; " + consequence};
    explanation.next =
        and_ask_google(tr("A sync reactivates this person once Google lists them in the selection."));
  }

  void explain_deletion(Explanation& explanation) const {
    const plan::StoredLink& link = *person_.link;
    if (person_.held) {
      explanation.next = tr(
          "The deletion has been held since {date}. It waits for an administrator to approve or dismiss it.",
          {{"date", day_text(person_.held->held_since)}});
    } else if (const auto date = plan::deletion_date(link, settings_.on_leaving); date && link.row_inactive) {
      const std::string day = day_text(*date);
      explanation.obstacles.front() += "; " + tr("to be deleted on {date}", {{"date", day}});
      explanation.next =
          and_ask_google(tr("The first sync on or after {date} deletes this target user. If Google lists the "
                            "person in the selection before then, a sync reactivates it instead.",
                            {{"date", day}}));
    }
  }

  void explain_deleted_row(Explanation& explanation) const {
    explanation.user_id = 0;
    explanation.inclusion = Inclusion::excluded;
    explanation.reasons = sources();
    explanation.obstacles = {tr("The target user was deleted in the host, or given to another provider")};
    explanation.next = tr("The next sync adds the target user again if the person is still selected.");
  }

  void explain_managed(Explanation& explanation) const {
    const plan::StoredLink& link = *person_.link;
    explanation.inclusion = Inclusion::included;
    explanation.can_be_excluded = true;
    explanation.reasons = sources();
    if (const auto attribute = grouping_attribute(settings_); attribute && person_.row)
      explanation.remarks.push_back(
          value_group_reason(*attribute, field_of(*attribute).text(person_.row->fields), person_.groups));
    if (link.row == LinkedRow::changed)
      explanation.remarks.push_back(
          tr("Someone changed this target user in the host after the last sync. The next sync restores the "
             "values from Google."));
    if (link.row_inactive)
      explanation.remarks.push_back(
          tr("The target user is inactive because an administrator deactivated it; syncs keep it inactive."));
    if (person_.held) {
      explanation.obstacles = {stored_text(person_.held->reason)};
      explanation.next = tr(
          "The removal has been held since {date}. It waits for an administrator to approve or dismiss it.",
          {{"date", day_text(person_.held->held_since)}});
    } else if (const auto excluded = exclusion_of(explanation.email); !excluded.empty()) {
      explanation.can_be_excluded = false;
      explanation.obstacles = {excluded};
      explanation.next =
          tr("The next sync removes this target user, unless the exclusion is removed before then.");
    } else if (!is_still_selected()) {
      explanation.obstacles = {
          tr("The selection was changed: these units and groups are no longer selected")};
      explanation.next = and_ask_google(
          tr("The next sync removes this target user, unless the person is in the new selection."));
    } else {
      explanation.next = and_ask_google(
          tr("The next sync changes this target user only if the record in Google has changed."));
    }
  }

  void explain_foreign_row(Explanation& explanation) const {
    explanation.inclusion = Inclusion::excluded;
    const std::string& provider = person_.row->provider;
    if (provider == plan::kProvider) {
      explanation.obstacles = {tr("The target user has lost its connection to Google")};
      explanation.next = tr("The next sync connects it again if the person is selected.");
    } else if (!provider.empty()) {
      explanation.obstacles = {
          tr("The target user belongs to the provider “{provider}”", {{"provider", provider}})};
      explanation.next = tr("Syncs from Google never change target users of another provider.");
    } else if (settings_.existing_users == ExistingUsers::skip) {
      explanation.obstacles = {tr("Added by hand, and the settings leave existing target users unchanged")};
      explanation.next = tr("Syncs leave this target user as it is.");
    } else {
      explanation.obstacles = {tr("Added by hand; no sync has found this address in the selection")};
      explanation.next = and_ask_google(
          tr("A sync links this target user if Google has a user with this address in the selection."));
    }
  }

  void explain_absent(Explanation& explanation) const {
    explanation.inclusion = history_.empty() ? Inclusion::unknown : Inclusion::excluded;
    if (!history_.empty()) {
      const host_sdk::ExplainedChange& last = history_.front();
      explanation.obstacles = {last.reason.empty() ? tr(with_first_capital(last.change))
                                                   : stored_text(with_setting(last.reason))};
    }
    explanation.next = tr(kAskGoogle);
    if (const auto excluded = exclusion_of(explanation.email); !excluded.empty()) {
      explanation.inclusion = Inclusion::excluded;
      explanation.obstacles = {excluded};
      explanation.next = tr("Syncs leave this person out until the exclusion is removed.");
    }
  }

  /// The setting that makes this a reason, as a sync of one person names it.
  [[nodiscard]] std::string with_setting(const std::string& reason) const {
    if (settings_.suspended_users == SuspendedUsers::include) return reason;
    if (reason == "Suspended in Google") return reason + "; suspended users are left out";
    return reason == "Archived in Google" ? reason + "; archived users are left out" : reason;
  }

  /// Why a rule about addresses excludes the address; empty if none does. Other rules need Google's record.
  [[nodiscard]] std::string exclusion_of(const std::string& email) const {
    DirectoryUser user;
    user.primary_email = email;
    user.last_sign_in = "unknown";
    const auto rules = exclusions_.match(user);
    return rules.empty() ? "" : exclusion_reason(exclusions_[rules.front()]);
  }

  static std::string with_first_capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
      text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
  }

  /// The units or groups that the last sync found for the person.
  [[nodiscard]] std::vector<std::string> sources() const {
    std::vector<std::string> phrases;
    std::vector<std::string> groups;
    for (const std::string& id : person_.source_ids) {
      if (!plan::is_unit_id(id))
        groups.push_back(id);
      else if (settings_.scope == SyncScope::all && settings_.source == SyncSource::organizational_units)
        phrases.push_back(tr("Unit {unit} (all units are selected)", {{"unit", label_of(id)}}));
      else
        phrases.push_back(tr("Selected unit {unit}", {{"unit", label_of(id)}}));
    }
    const auto ways = plan::group_ways(tree_, groups, [this](std::string_view id) {
      const std::string label = label_of(std::string(id));
      return names_.contains(std::string(id)) ? gup::quoted(label) : label;
    });
    phrases.insert(phrases.end(), ways.begin(), ways.end());
    return phrases;
  }

  /// The names of sources that no one comes from are dropped; an undo may bring such a source back.
  [[nodiscard]] std::string label_of(const std::string& id) const {
    const auto name = names_.find(id);
    return name == names_.end() ? tr("{id} (the next sync reads its name)", {{"id", printable(id)}})
                                : name->second;
  }

  /// Whether the current settings select one of the units or groups, as far as the last sync knows.
  [[nodiscard]] bool is_still_selected() const {
    const bool by_units = settings_.source == SyncSource::organizational_units;
    std::set<std::string, std::less<>> ids;
    for (const std::string& id : person_.source_ids)
      if (plan::is_unit_id(id) == by_units) ids.insert(id);
    if (ids.empty()) return person_.source_ids.empty();
    if (settings_.scope == SyncScope::all) return true;
    if (!by_units && settings_.include_nested_groups) ids = plan::with_groups_above(tree_, ids);
    const auto& chosen = by_units ? settings_.organizational_units : settings_.groups;
    return std::ranges::any_of(chosen, [&](const std::string& id) { return ids.contains(id); });
  }

  const StoredPerson& person_;
  const std::vector<host_sdk::ExplainedChange>& history_;
  const SyncSettings settings_;
  const plan::ExclusionRules exclusions_;
  const std::vector<plan::SourceGroup> tree_;
  std::map<std::string, std::string> names_;
};

/// In English, as it is stored.
std::vector<host_sdk::ExplainedChange> history_of_person(HistoryStore& store, const std::string& company_id,
                                                         const PersonKey& key) {
  const host_sdk::LanguageScope english(host_sdk::kEnglish);
  std::vector<host_sdk::ExplainedChange> history;
  for (const RecordedChange& change : store.person_changes(company_id, key, std::nullopt, kChangesShown))
    history.push_back({change.run_id, change.started_at, change.started_by, change_name(change.change.kind),
                       reason_text(change.change)});
  return history;
}

/// Adds why the person is in the target group of a value.
void explain_value(const SyncSettings& settings, Explanation& explanation) {
  const auto attribute = grouping_attribute(settings);
  if (!attribute || explanation.inclusion != Inclusion::included) return;
  std::string_view value;
  for (const host_sdk::ExplainedField& field : explanation.fields)
    if (field.column == field_of(*attribute).column) value = field.after;
  explanation.remarks.push_back(value_group_reason(*attribute, value, explanation.groups));
}

void translate_history(Explanation& explanation) {
  for (host_sdk::ExplainedChange& change : explanation.history) change.reason = stored_text(change.reason);
}

/// The sync answers in English, as it is stored.
void translate(Explanation& explanation) {
  for (auto* texts : {&explanation.reasons, &explanation.obstacles, &explanation.remarks})
    for (std::string& text : *texts) text = stored_text(text);
  for (host_sdk::ExplainedField& field : explanation.fields) field.label = tr(field.label);
  explanation.next = stored_text(explanation.next);
  translate_history(explanation);
}

/// The history of the person, else of everyone who had the address.
PersonKey history_key(const std::string& external_id, const std::string& email) {
  return external_id.empty() ? PersonKey{email, ""} : PersonKey{"", external_id};
}

}  // namespace

Explanation explain_stored(const HookContext& context, const std::string& company_id,
                           const std::string& email) {
  const auto connection = context.store.load_connection(company_id);
  if (!connection || connection->state == ConnectionState::not_connected)
    throw Failure(host_sdk::ResultCode::refused, not_connected_sentence());
  Explanation explanation;
  explanation.email = printable(email);
  const auto person = context.store.find_person(company_id, {email, ""});
  explanation.history =
      history_of_person(context.store, company_id, history_key(person ? person->external_id : "", email));
  explanation.found = person.has_value();
  const auto sync = context.store.last_applied_sync(company_id, 0);
  explanation.synced_at = last_compared(sync, explanation.history);
  if (person)
    StoredText(context, company_id, *person, explanation.history).explain(explanation);
  else
    explanation.next = and_ask_google(unknown_address(sync));
  translate_history(explanation);
  return explanation;
}

host_sdk::PersonOutcome sync_person(const HookContext& context, const host_sdk::Company& company,
                                    const RunRequest& request, const std::string& email,
                                    host_sdk::TaskMonitor& monitor) {
  auto outcome =
      in_english([&] { return context.runs.synchronize_person(company, request, email, monitor); });
  if (!outcome.result.done()) {
    outcome.result.sentence = stored_text(outcome.result.sentence);
    return outcome;
  }
  Explanation& explanation = outcome.explanation;
  explanation.history =
      history_of_person(context.store, company.id, history_key(explanation.external_id, explanation.email));
  if (const auto person = context.store.find_person(company.id, {explanation.email, explanation.external_id}))
    explanation.groups = person->groups;
  explain_value(settings_or_defaults(context, company.id).settings, explanation);
  if (request.mode == host_sdk::SyncMode::apply)
    context.host.audit_trail().record(company.id, request.actor, "person_synced",
                                      "Synced " + explanation.email + ": " + explanation.next);
  translate(explanation);
  return outcome;
}

bool can_be_address(std::string_view email) {
  return !email.empty() && email.find_first_of("\r\n") == std::string_view::npos &&
         host_sdk::is_clean_utf8(email) && host_sdk::count_code_points(email) <= kEmailMaximum;
}

std::string inclusion_text(const Explanation& explanation) {
  switch (explanation.inclusion) {
    case Inclusion::included:
      if (!explanation.can_be_excluded && !explanation.obstacles.empty())
        return tr("{person} is still a target user", {{"person", explanation.email}});
      return tr("{person} is synced from Google", {{"person", explanation.email}});
    case Inclusion::excluded:
      return tr("{person} is not synced from Google", {{"person", explanation.email}});
    case Inclusion::unknown:
      break;
  }
  return tr("It is not known whether {person} is in the selection", {{"person", explanation.email}});
}

}  // namespace gup
