#include "sync/person/person_reading.hpp"

#include <utility>

#include "failure.hpp"
#include "model/clean_text.hpp"
#include "sync/person/groups_of_person.hpp"
#include "sync/reading/admission.hpp"
#include "sync/reading/directory_reading.hpp"
#include "sync/reading/excluded_groups.hpp"
#include "sync/run/progress.hpp"

namespace gup {
namespace {

/// Looks the person up by address, else by the id that is stored with the address.
std::variant<Confirmation, UnknownPerson> find(google::DirectoryReader& reader, const WantedPerson& wanted,
                                               host_sdk::TaskMonitor& monitor) {
  Confirmation by_address = reader.find_users({wanted.email}, monitor).front();
  if (by_address.result == LookupResult::present) {
    by_address.id = by_address.user->id;
    return by_address;
  }
  if (by_address.is_forbidden && !wanted.is_linked) return UnknownPerson::forbidden;
  if (!wanted.stored_id.empty()) return reader.confirm({wanted.stored_id}, monitor).front();
  if (by_address.result == LookupResult::unclear) throw no_answer_about(wanted.email);
  return UnknownPerson::not_in_google;
}

/// A relation may name a former address of the manager, which is an alias now.
void read_manager(google::DirectoryReader& reader, const DirectoryUser& user, plan::DirectoryView& view,
                  host_sdk::TaskMonitor& monitor) {
  index_aliases(view, user);
  if (!user.manager_email || address_key(*user.manager_email).empty()) return;
  const Confirmation manager = reader.find_users({*user.manager_email}, monitor).front();
  if (manager.user) index_aliases(view, *manager.user);
}

}  // namespace

Failure no_answer_about(const std::string& email) {
  return {host_sdk::ResultCode::try_again,
          "Google did not answer about the user " + printable(email) + ". Nothing was changed."};
}

std::variant<PersonReading, UnknownPerson> read_one_person(google::DirectoryReader& reader,
                                                           const SyncSettings& settings,
                                                           const plan::ExclusionRules& exclusions,
                                                           FieldSources& fields, const plan::StoredState& all,
                                                           plan::PersonIds& ids, const WantedPerson& wanted,
                                                           host_sdk::TaskMonitor& monitor) {
  monitor.report(progress_of(RunStep::reading));
  const bool by_units = settings.source == SyncSource::organizational_units;
  std::variant<PersonReading, UnknownPerson> result;
  PersonReading* const reading = &std::get<PersonReading>(result);
  plan::DirectoryView& view = reading->view;
  view.exclusions = exclusions;
  group_by_values(view, settings);
  fields.prepare(extra_fields(exclusions), reader, view);
  const bool with_units = by_units || exclusions.has(ExclusionKind::unit);
  // Before and after the person, as in a full sync: a path says nothing while the tree changes.
  if (with_units) view.units = list_units_by_id(reader, monitor);
  auto found = find(reader, wanted, monitor);
  if (const auto* unknown = std::get_if<UnknownPerson>(&found)) return *unknown;
  Confirmation* const answer = &std::get<Confirmation>(found);
  fields.note_one(reader, answer->user ? &*answer->user : nullptr, view);

  reading->external_id = answer->id;
  reading->result = answer->result;
  reading->number = ids.number(answer->id);
  reading->one = plan::state_of_one(all, reading->number);
  if (answer->result == LookupResult::present) {
    reading->user = *answer->user;
    read_manager(reader, *answer->user, view, monitor);
    if (with_units && list_units_by_id(reader, monitor) != view.units)
      throw Failure(host_sdk::ResultCode::try_again,
                    "The organizational units changed in Google while they were being read. Nothing was "
                    "changed.");
    index_addresses(view, reading->number, *answer->user);
    view.addresses.sort();
    follow_manager(view, *answer->user);
    view.evidence.confirmed_people.insert(answer->id);
    admit(view, reading->number, *std::move(answer->user), nullptr);
    read_excluded_groups_of(reader, reading->external_id, view, monitor);
  } else {
    (answer->result == LookupResult::gone ? view.evidence.gone_people : view.evidence.unclear_people)
        .insert(answer->id);
  }
  if (by_units) return result;
  if (reading->user)
    read_groups_of_person(reader, settings, all, reading->external_id, view, reading->one, monitor);
  else
    read_former_groups(reader, settings, all, view, reading->one, monitor);
  return result;
}

}  // namespace gup
