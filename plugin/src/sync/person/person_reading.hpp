// Asks Google about one person, for a plan about this person alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "failure.hpp"
#include "google/directory/directory_reader.hpp"
#include "host_sdk/monitor.hpp"
#include "model/settings/sync_settings.hpp"
#include "plan/exclusions/exclusion_rules.hpp"
#include "plan/people/one_person.hpp"
#include "plan/state/directory_view.hpp"
#include "sync/fields/field_sources.hpp"

namespace gup {

/// The person to ask about.
struct WantedPerson {
  /// A current or former address.
  std::string email;
  /// Google's id of the person who is stored with that address; empty if there is none.
  std::string stored_id;
  /// The stored person is or was a target user. Others are known only because a sync skipped them.
  bool is_linked = false;
};

/// What Google and the stored state know about one person.
struct PersonReading {
  std::string external_id;
  plan::PersonNumber number = 0;
  LookupResult result = LookupResult::unclear;
  /// Google's own name and addresses; absent unless the person is present.
  std::optional<DirectoryUser> user;
  plan::DirectoryView view;
  plan::OnePersonState one;
};

/// An address that no stored person has, and no user of this customer.
enum class UnknownPerson : std::uint8_t {
  /// 404
  not_in_google,
  /// 403: Google's answer about other customers, and about everyone if the access is lost.
  forbidden,
};

[[nodiscard]] Failure no_answer_about(const std::string& email);

/// Reads the person, the person's manager, and the units or the groups around the person. `all`: the
/// company's stored state, which numbers its people by `ids`. Throws what the reader throws, and `Failure`
/// (`try_again`) if units change meanwhile or Google does not answer about an address that no stored person
/// has.
[[nodiscard]] std::variant<PersonReading, UnknownPerson> read_one_person(
    google::DirectoryReader& reader, const SyncSettings& settings, const plan::ExclusionRules& exclusions,
    FieldSources& fields, const plan::StoredState& all, plan::PersonIds& ids, const WantedPerson& wanted,
    host_sdk::TaskMonitor& monitor);

}  // namespace gup
