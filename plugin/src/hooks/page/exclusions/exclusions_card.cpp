#include "hooks/page/exclusions/exclusions_card.hpp"

#include <algorithm>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Align;
using host_sdk::page::BadgeValue;
using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::NumberValue;
using host_sdk::page::Picker;
using host_sdk::page::PickerShape;
using host_sdk::page::Row;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;
using host_sdk::page::Value;

constexpr const char* kExclusions = "exclusions";
constexpr const char* kRemovedExclusions = "removed_exclusions";
constexpr const char* kDomains = "domains";
constexpr int kRulesPerPage = 50;
/// In characters.
constexpr int kLongestCsv = 200'000;

std::string hint_of(ExclusionKind kind) {
  switch (kind) {
    case ExclusionKind::address:
      return tr("One person, by the primary email address.");
    case ExclusionKind::pattern:
      return tr("Primary addresses such as svc-*@acme.com; * stands for any characters.");
    case ExclusionKind::domain:
      return tr("Everyone with a primary address in this domain.");
    case ExclusionKind::unit:
      return tr("Everyone in the unit and its sub-units.");
    case ExclusionKind::group:
      return tr("The members of the group and of its nested groups.");
    case ExclusionKind::guests:
      return tr("Accounts that Google marks as guests.");
    case ExclusionKind::without_mailbox:
      return tr("Accounts without a Gmail mailbox. Without Gmail licenses, this matches every account.");
    case ExclusionKind::never_signed_in:
      return tr("Accounts that have never signed in. They are added after their first sign-in.");
  }
  return "";
}

std::vector<Block> pickers_of(ExclusionKind kind) {
  Picker picker;
  picker.multiple = false;
  std::vector<Block> blocks;
  if (kind == ExclusionKind::unit) {
    picker.label = tr("Organizational unit to exclude");
    picker.shape = PickerShape::tree;
    blocks.push_back(block(kExclusionUnitField, std::move(picker)));
  } else if (kind == ExclusionKind::group) {
    picker.label = tr("Group to exclude");
    blocks.push_back(block(kExclusionGroupField, std::move(picker)));
  }
  return blocks;
}

Block kind_choice() {
  Choice kind;
  kind.label = tr("Exclude");
  kind.style = ChoiceStyle::compact;
  for (const ExclusionKind one : exclusion_kinds())
    kind.options.push_back(ChoiceOption{exclusion_kind_name(one), tr(exclusion_kind_label(one)), hint_of(one),
                                        "", "", pickers_of(one)});
  kind.value = {exclusion_kind_name(ExclusionKind::address)};
  return block(kExclusionKindField, std::move(kind));
}

Block rule_form(const View& view) {
  Input value;
  value.label = tr("Address, pattern or domain");
  value.hint = tr("Case does not matter. Not used for the other kinds.");
  value.max = static_cast<int>(kEmailMaximum);
  Input reason;
  reason.label = tr("Reason");
  reason.hint = tr("Shown wherever a person is left out because of this exclusion.");
  reason.max = static_cast<int>(kReasonMaximum);
  Form form;
  form.blocks = {kind_choice(), block(kExclusionValueField, std::move(value)),
                 block(kExclusionReasonField, std::move(reason))};
  form.actions = {submit_action(kExclude, tr("Add exclusion"), "user-minus")};
  // On a page, each row has the button.
  if (view.whole) form.actions.push_back(submit_action(kRemoveExclusion, tr("Remove this exclusion")));
  form.note =
      tr("Takes effect in the next sync. Excluded people are removed like people who are not selected, "
         "within the removal limit, and come back when the exclusion is removed.");
  return block("exclusion_form", std::move(form));
}

Block import_form() {
  Input csv;
  csv.label = tr("Exclusions as CSV");
  csv.hint =
      tr("The first line names the columns: kind, value, reason. Kinds: address, pattern, domain, unit, "
         "group, guests, without_mailbox, never_signed_in. Enter units and groups by their Google ID. You "
         "can import an exported file.");
  csv.max = kLongestCsv;
  csv.multiline = true;
  Form form;
  form.blocks = {block(kExclusionsCsvField, std::move(csv))};
  form.actions = {submit_action(kImportExclusions, tr("Import exclusions"))};
  form.note = tr("Adds these exclusions to the existing ones. If any line is invalid, nothing is imported.");
  Section section;
  section.title = tr("Import exclusions");
  section.collapsed = true;
  section.blocks = {block("exclusions_import_form", std::move(form))};
  return block("exclusions_import", std::move(section));
}

std::optional<SettingsUsed> last_reading(const std::vector<Run>& runs, const std::optional<Run>& preview) {
  if (preview && preview->state == RunState::done && preview->settings_used) return preview->settings_used;
  const Run* last = history_of(runs).last_good;
  return last == nullptr ? std::nullopt : last->settings_used;
}

/// The number of target users whose address the rule matches, at most `most`; nullopt if stored data cannot
/// tell.
std::optional<std::size_t> matching_users(PersonStore& store, const std::string& company_id,
                                          const Exclusion& rule, int most) {
  const bool is_address = rule.kind == ExclusionKind::address;
  if (!is_address && rule.kind != ExclusionKind::pattern && rule.kind != ExclusionKind::domain)
    return std::nullopt;
  // A search finds those whose address or name contains all of these words.
  std::string words = rule.kind == ExclusionKind::domain ? "@" + rule.value : rule.value;
  std::ranges::replace(words, '*', ' ');
  const auto found = store.find_people(company_id, words, most);
  // There may be more, and those found may not match.
  if (found.size() == static_cast<std::size_t>(most)) return std::nullopt;
  return std::ranges::count_if(found, [&](const NamedPerson& person) {
    const auto key = host_sdk::fold_key(person.email);
    return is_address                           ? key == rule.value
           : rule.kind == ExclusionKind::domain ? domain_of(key) == rule.value
                                                : matches_pattern(key, rule.value);
  });
}

/// The number of people excluded by the rule. For a rule that no sync or preview has used yet: the number of
/// matching target users. Each such search takes one of `searches`.
Value people_of(const std::string& company_id, PersonStore& store, const std::optional<SettingsUsed>& reading,
                const Exclusion& rule, int& searches) {
  constexpr int kMostCounted = 1'000;
  if (reading)
    for (const auto& used : reading->exclusions)
      if (used.rule.kind == rule.kind && used.rule.value == rule.value && used.people)
        return NumberValue{*used.people, Tone::neutral};
  if (searches-- <= 0) return tr("Not counted yet");
  if (const auto users = matching_users(store, company_id, rule, kMostCounted))
    return tr_count("{count} target user now", "{count} target users now", static_cast<std::int64_t>(*users));
  return tr("Not counted yet");
}

Action row_action(const char* id, std::string label, const Exclusion& rule) {
  Action action;
  action.id = id;
  action.label = std::move(label);
  action.value = exclusion_key(rule.kind, rule.value);
  return action;
}

Value time_of(const Exclusion& rule) {
  return rule.added_by.empty() ? Value(std::string("–")) : Value(TimeValue{rule.added_at});
}

/// The rows of one page of a list.
template <typename List, typename MakeRow>
void add_page(const List& list, const std::string& id, const View& view, Table& table,
              const MakeRow& make_row) {
  const auto start = std::min(static_cast<std::size_t>(offset_of(view, id)), list.size());
  const auto end = std::min(list.size(), start + static_cast<std::size_t>(view.rows_or(kRulesPerPage)));
  for (std::size_t i = start; i < end; ++i)
    table.rows.push_back(make_row(list[i], id + "_" + std::to_string(i)));
  if (end < list.size()) table.next = std::to_string(end);
  table.total = static_cast<std::int64_t>(list.size());
}

Block rules_table(const std::string& company_id, const ExclusionFacts& exclusions, PersonStore& store,
                  const View& view) {
  Table table;
  table.columns = {{"kind", tr("Kind"), Align::start},         {"value", tr("Value"), Align::start},
                   {"name", tr("Name"), Align::start},         {"reason", tr("Reason"), Align::start},
                   {"added_by", tr("Added by"), Align::start}, {"added", tr("Added"), Align::start},
                   {"people", tr("People"), Align::end}};
  table.empty_text = tr("No one is excluded.");
  table.export_name = "exclusions";
  // A page has 2 seconds, also for a large company with many new rules.
  int searches = 10;
  add_page(exclusions.rules, kExclusions, view, table, [&](const Exclusion& rule, std::string id) {
    return Row{std::move(id),
               {tr(exclusion_kind_label(rule.kind)), rule.value, rule.name, rule.reason,
                rule.added_by.empty() ? tr("By default") : rule.added_by, time_of(rule),
                people_of(company_id, store, exclusions.last_reading, rule, searches)},
               row_action(kRemoveExclusion, tr("Remove"), rule)};
  });
  return block(kExclusions, std::move(table));
}

Block removed_table(const std::vector<RemovedExclusion>& removed_rules, const View& view) {
  Table table;
  table.title = tr("Removed exclusions");
  table.columns = {{"kind", tr("Kind"), Align::start},
                   {"value", tr("Value"), Align::start},
                   {"name", tr("Name"), Align::start},
                   {"reason", tr("Reason"), Align::start},
                   {"removed_by", tr("Removed by"), Align::start},
                   {"removed", tr("Removed"), Align::start}};
  table.export_name = "removed-exclusions";
  add_page(removed_rules, kRemovedExclusions, view, table,
           [&](const RemovedExclusion& removed, std::string id) {
             const Exclusion& rule = removed.rule;
             return Row{std::move(id),
                        {tr(exclusion_kind_label(rule.kind)), rule.value, rule.name, rule.reason,
                         removed.removed_by, TimeValue{removed.removed_at}},
                        row_action(kRestoreExclusion, tr("Add again"), rule)};
           });
  return block(kRemovedExclusions, std::move(table));
}

bool is_included(const std::vector<Exclusion>& rules, const std::string& domain) {
  return std::ranges::none_of(rules, [&](const Exclusion& rule) {
    return rule.kind == ExclusionKind::domain && rule.value == domain;
  });
}

/// Lists all domains, and whether an exclusion leaves them out. Empty before the first reading.
std::vector<Block> domains_table(const ExclusionFacts& exclusions, const View& view) {
  const auto& reading = exclusions.last_reading;
  if (!reading || reading->domains.empty()) return {};
  Table table;
  table.title = tr("Domains");
  table.columns = {{"domain", tr("Domain"), Align::start},
                   {"people", tr("People in Google"), Align::end},
                   {"takes_part", tr("Included"), Align::start}};
  table.export_name = "domains";
  add_page(reading->domains, kDomains, view, table, [&](const DomainCount& count, std::string id) {
    const bool included = is_included(exclusions.rules, count.domain);
    Exclusion rule;
    rule.kind = ExclusionKind::domain;
    rule.value = count.domain;
    Action action = included ? row_action(kExcludeDomain, tr("Leave out"), rule)
                             : row_action(kRemoveExclusion, tr("Include again"), rule);
    if (included) action.value = count.domain;
    return Row{std::move(id),
               {count.domain, NumberValue{count.people, Tone::neutral},
                BadgeValue{included ? tr("Yes") : tr("No"), included ? Tone::success : Tone::neutral}},
               std::move(action)};
  });
  std::vector<Block> blocks;
  blocks.push_back(block(kDomains, std::move(table)));
  return blocks;
}

}  // namespace

ExclusionFacts read_exclusion_facts(ExclusionStore& store, const PageFacts& facts,
                                    const std::optional<Run>& preview) {
  return {store.exclusions(facts.company.id), store.removed_exclusions(facts.company.id),
          last_reading(facts.runs, preview)};
}

Block exclusions_card(const std::string& company_id, const ExclusionFacts& exclusions, PersonStore& store,
                      const View& view) {
  Section section;
  section.title = tr("Exclusions");
  section.hint = tr("Accounts that syncs leave out, such as robots, shared mailboxes and guests.");
  // The form comes first: on a command line, its button is the one that is used.
  section.blocks = {rule_form(view), rules_table(company_id, exclusions, store, view)};
  for (Block& table : domains_table(exclusions, view)) section.blocks.push_back(std::move(table));
  if (!exclusions.removed.empty()) section.blocks.push_back(removed_table(exclusions.removed, view));
  section.blocks.push_back(import_form());
  return block("exclusions_section", std::move(section));
}

std::vector<host_sdk::page::UnavailableAction> unavailable_actions(const ExclusionFacts& exclusions) {
  if (!exclusions.removed.empty()) return {};
  return {{kRestoreExclusion, tr("No exclusion was removed.")}};
}

Action exclude_person_action(const std::string& address) {
  Action action;
  action.id = kExcludePerson;
  action.label = tr("Exclude this person");
  action.value = address;
  return action;
}

std::optional<Action> exclude_action(const plan::PersonChange& change) {
  using plan::ChangeKind;
  switch (change.kind) {
    case ChangeKind::added:
    case ChangeKind::updated:
    case ChangeKind::reactivated:
    case ChangeKind::adopted:
    case ChangeKind::memberships:
    case ChangeKind::frozen:
    case ChangeKind::failed:
      if (change.email.find('@') == std::string::npos) return std::nullopt;
      return exclude_person_action(change.email);
    default:
      return std::nullopt;
  }
}

}  // namespace gup
