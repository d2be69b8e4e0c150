// The exclusions: who is not a person of the company.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/page.hpp"

namespace gup {

/// The rules of a company.
struct ExclusionFacts {
  std::vector<Exclusion> rules;
  /// Newest first.
  std::vector<RemovedExclusion> removed;
  /// What the preview found out about people and domains, else the last sync; nullopt if there is neither.
  std::optional<SettingsUsed> last_reading;
};
/// `preview`: as `valid_preview` returns it. Throws `Failure`. [page]
[[nodiscard]] ExclusionFacts read_exclusion_facts(ExclusionStore& store, const PageFacts& facts,
                                                  const std::optional<Run>& preview);

/// The rules with the number of people that each excludes, the form for new ones, and import.
[[nodiscard]] host_sdk::page::Block exclusions_card(const std::string& company_id,
                                                    const ExclusionFacts& exclusions, PersonStore& store,
                                                    const View& view);
/// The actions that a connected company's exclusions do not offer now. [any]
[[nodiscard]] std::vector<host_sdk::page::UnavailableAction> unavailable_actions(
    const ExclusionFacts& exclusions);

/// The button next to a person. `address`: the person's primary address.
[[nodiscard]] host_sdk::page::Action exclude_person_action(const std::string& address);
/// The same next to a change; none if the change is not about a person in scope with an address.
[[nodiscard]] std::optional<host_sdk::page::Action> exclude_action(const plan::PersonChange& change);

}  // namespace gup
