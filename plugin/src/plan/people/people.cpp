#include "plan/people/people.hpp"

#include <algorithm>
#include <utility>

#include "failure.hpp"
#include "plan/change_log.hpp"
#include "plan/people/new_rows.hpp"
#include "plan/people/people_report.hpp"
#include "plan/people/row_writes.hpp"

namespace gup::plan {
namespace {

using Outcome = Claim::Outcome;

class PeoplePlanner {
 public:
  PeoplePlanner(const PlanInput& input, const Classification& classification, const TargetUserRows& rows,
                const ReservedIds& ids, Plan& plan)
      : input_(input),
        classification_(classification),
        rows_(rows),
        labels_(input),
        next_user_id_(ids.first_user),
        plan_(plan),
        book_(assign_addresses(input, classification, rows)),
        after_(classification.person_table),
        report_(input, classification, rows, log_, plan) {}

  FinalMemberships run() && {
    auto claim = book_.claims.begin();
    for (PersonIndex i = 0; i < classification_.person_table.size(); ++i) {
      if (claim != book_.claims.end() && claim->person == i)
        carry_out(*claim++);
      else if (classification_.decisions[i].status == PersonStatus::eligible)
        keep_unchanged(i);
      else
        deal_with(i);
      count_frozen(i);
    }
    plan_.people.email_key_releases = std::move(book_.email_key_releases);
    plan_.report.managed_before = classification_.managed_before;
    report_.finish();
    plan_.people.inserts = std::move(new_rows_).finish();
    plan_.report.change_kinds = log_.kinds();
    plan_.report.changes = std::move(log_).finish(plan_.people.inserts);
    note_whether_held_changed();
    return std::move(after_);
  }

 private:
  // Eligible people

  void keep_unchanged(PersonIndex i) {
    ++plan_.report.unchanged;
    stays_managed(i, classification_.person_table[i].link->user_id);
  }

  void stays_managed(PersonIndex i, std::int64_t user_id) {
    ++plan_.report.managed_after;
    after_.put(i, {.user_id = user_id, .memberships = MembershipRule::wanted});
  }

  void carry_out(const Claim& claim) {
    const PersonIndex i = claim.person;
    const PersonEntry entry = classification_.person_table[i];
    if (claim.leaves_row_alone()) {
      // Nobody comes to be managed by this claim.
      report_.tell(i, claim.outcome == Outcome::skipped ? ChangeKind::skipped : ChangeKind::failed,
                   std::string(claim.reason));
      if (entry.link && !claim.row) plan_.people.forgotten_links.emplace_back(entry.id);
      if (claim.row) stay_retired(i);
    } else if (claim.outcome == Outcome::adopts) {
      const TargetUserRow before = claim.adopted_row->row();
      auto write = adopted_row(entry.id, classification_.person_table.fields(i), before);
      stays_managed(i, write.row.id);
      report_.tell(i, ChangeKind::updated,
                   "The target user with this address, there before, is managed from Google now", &before,
                   &write.row);
      plan_.people.updates.push_back(std::move(write));
    } else if (claim.row) {
      rewrite(claim);
    } else {
      if (entry.has_active_link()) report_.made_again(classification_.person_table.email(i));
      const auto row = new_rows_.add({.user_id = next_user_id_,
                                      .content_hash = entry.person->content_hash,
                                      .external_id = entry.id,
                                      .fields = classification_.person_table.packed_fields(i)});
      log_.tell_added(row, words_for_presence(classification_, i, input_.settings, labels_));
      stays_managed(i, next_user_id_++);
    }
  }

  void rewrite(const Claim& claim) {
    const PersonIndex i = claim.person;
    const PersonEntry entry = classification_.person_table[i];
    const bool refused = claim.outcome == Outcome::refused;
    const TargetUserRow before = claim.row->row();
    auto write = rewritten_row(classification_.person_table.fields(i), classification_.person_table.link(i),
                               claim, before);
    stays_managed(i, write.row.id);
    if (entry.has_active_link() && same_values(before, write.row)) {
      note_link(write.link, *entry.link, before.updated_at);
      if (refused)
        report_.tell(i, ChangeKind::failed, std::string(claim.reason));
      else
        ++plan_.report.unchanged;
      return;
    }
    report_rewrite(claim, before, write.row);
    plan_.people.updates.push_back(std::move(write));
  }

  void report_rewrite(const Claim& claim, const TargetUserRow& before, const TargetUserRow& after) {
    const PersonIndex i = claim.person;
    const PersonEntry entry = classification_.person_table[i];
    const std::string difference = words_for_difference(before, after);
    if (claim.outcome == Outcome::refused) {
      report_.tell(i, ChangeKind::failed, std::string(claim.reason), &before, &after);
    } else if (!entry.has_active_link()) {
      report_.tell(i, ChangeKind::reactivated,
                   "Back: " + words_for_presence(classification_, i, input_.settings, labels_), &before,
                   &after);
    } else if (before.updated_at != entry.link->row_updated_at) {
      report_.restored(after.fields.email);
      report_.tell(
          i, ChangeKind::updated,
          "somebody changed the row in the host; restored" + (difference.empty() ? "" : ": " + difference),
          &before, &after);
    } else {
      report_.tell(i, ChangeKind::updated, difference, &before, &after);
    }
  }

  /// The row is as it shall be; what the link says of it may not be.
  void note_link(Link link, const LinkDigest& before, std::int64_t row_updated_at) {
    if (link.content_hash == before.content_hash && before.row_updated_at == row_updated_at) return;
    link.row_updated_at = row_updated_at;
    plan_.people.link_updates.push_back(std::move(link));
  }

  // Everybody else

  void deal_with(PersonIndex i) {
    const PersonEntry entry = classification_.person_table[i];
    const PlanDecision& decision = classification_.decisions[i];
    switch (decision.status) {
      case PersonStatus::eligible:
        break;
      case PersonStatus::none:
        if (entry.link) stay_retired(i);
        break;
      case PersonStatus::left_out:
        report_.tell(i, ChangeKind::skipped, words_for(decision.why, input_.settings));
        break;
      case PersonStatus::unusable:
        report_.tell(i, ChangeKind::skipped, unusable_reason(entry));
        if (entry.link) stay_as_is(i);
        break;
      case PersonStatus::unconfirmed:
        report_.tell(i, ChangeKind::skipped,
                     "Google would not say whether this user was deleted; the row stays as it is");
        stay_as_is(i);
        break;
      case PersonStatus::frozen:
        stay_as_is(i);
        break;
      case PersonStatus::held:
        hold(i);
        stay_as_is(i);
        break;
      case PersonStatus::leaving:
        leave(i);
        break;
      case PersonStatus::forgotten:
        plan_.people.forgotten_links.emplace_back(entry.id);
        break;
      case PersonStatus::unasked:
        throw Failure(host_sdk::ResultCode::try_again,
                      "Nobody asked Google about a user who is absent from its list; nothing was changed.");
    }
  }

  void stay_as_is(PersonIndex i) {
    const LinkDigest& link = *classification_.person_table[i].link;
    if (link.state == LinkState::active) ++plan_.report.managed_after;
    after_.put(i, {.user_id = link.user_id, .memberships = MembershipRule::all_present});
  }

  void stay_retired(PersonIndex i) {
    const LinkDigest& link = *classification_.person_table[i].link;
    after_.put(i,
               {.user_id = link.user_id,
                .memberships = link.state == LinkState::released ? MembershipRule::none
                                                                 : MembershipRule::present_in_wanted_groups});
  }

  static std::string unusable_reason(const PersonEntry& entry) {
    std::string reason = entry.unusable ? entry.unusable->reason
                                        : "the organizational unit is not among those that Google listed";
    return entry.link ? reason + "; the row stays as it is" : reason;
  }

  void leave(PersonIndex i) {
    const PersonEntry entry = classification_.person_table[i];
    const KnownRow* known = rows_.with_id(entry.link->user_id);
    if (!known)
      throw Failure(host_sdk::ResultCode::try_again,
                    "Target users were deleted in the host while the sync was planned; nothing was changed.");
    const TargetUserRow row = known->row();
    const std::string reason = words_for(classification_.decisions[i].why, input_.settings);
    const bool gives_up_address = book_.given_up.contains(row.id);
    if (!classification_.decisions[i].approved) ++plan_.report.counted_removals;

    if (input_.settings.on_leaving == OnLeaving::deactivate) {
      auto write = deactivated_row(classification_.person_table.link(i), row, input_.now, gives_up_address);
      report_.tell(i, ChangeKind::deactivated, reason, &row, &write.row);
      after_.put(i, {.user_id = row.id, .memberships = MembershipRule::present_in_wanted_groups});
      plan_.people.updates.push_back(std::move(write));
    } else if (entry.link->origin == Origin::adopted) {
      auto write = released_row(classification_.person_table.link(i), row, input_.now, gives_up_address);
      report_.tell(i, ChangeKind::released, reason, &row, &write.row);
      after_.put(i, {.user_id = row.id, .memberships = MembershipRule::none});
      plan_.people.updates.push_back(std::move(write));
    } else {
      report_.tell(i, ChangeKind::removed, reason, &row, nullptr);
      after_.put(i, {.user_id = row.id, .memberships = MembershipRule::none, .row_deleted = true});
      plan_.people.deletes.push_back({.user_id = row.id, .external_id = std::string(entry.id)});
    }
  }

  void hold(PersonIndex i) {
    const PersonEntry entry = classification_.person_table[i];
    const HeldRemoval* known = report_.held_before(i);
    HeldRemoval held{.external_id = std::string(entry.id),
                     .user_id = entry.link->user_id,
                     .email = report_.email_of(i),
                     .reason = words_for(classification_.decisions[i].why, input_.settings),
                     .held_since = known ? known->held_since : input_.now};
    const KnownRow* present = rows_.with_id(held.user_id);
    const auto row = present ? std::optional(present->row()) : std::nullopt;
    report_.tell(i, ChangeKind::held, held.reason, row ? &*row : nullptr, nullptr);
    plan_.people.held.push_back(std::move(held));
  }

  void count_frozen(PersonIndex i) {
    const auto sources = classification_.selection.brought_to(i);
    if (sources.empty() || !classification_.person_table[i].has_active_link()) return;
    const PersonStatus status = classification_.decisions[i].status;
    if (status != PersonStatus::frozen && status != PersonStatus::eligible) return;
    if (std::ranges::all_of(
            sources, [&](const SourceMatch& b) { return classification_.selection.is_frozen(b.source); }))
      ++plan_.report.frozen_people;
  }

  void note_whether_held_changed() {
    auto before = input_.stored.held_removals;
    std::ranges::sort(before, {}, &HeldRemoval::external_id);
    plan_.people.held_changed =
        !std::ranges::equal(before, plan_.people.held, [](const HeldRemoval& a, const HeldRemoval& b) {
          return a.external_id == b.external_id && a.user_id == b.user_id && a.email == b.email &&
                 a.reason == b.reason && a.held_since == b.held_since;
        });
  }

  const PlanInput& input_;
  const Classification& classification_;
  const TargetUserRows& rows_;
  const SourceLabels labels_;
  std::int64_t next_user_id_;
  Plan& plan_;
  AddressBook book_;
  FinalMemberships after_;
  NewRows new_rows_;
  ChangeLog log_;
  PeopleReport report_;
};

}  // namespace

FinalMemberships plan_people(const PlanInput& input, const Classification& classification,
                             const TargetUserRows& rows, const ReservedIds& ids, Plan& plan) {
  return PeoplePlanner(input, classification, rows, ids, plan).run();
}

}  // namespace gup::plan
