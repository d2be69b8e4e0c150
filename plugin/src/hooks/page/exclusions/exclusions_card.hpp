// The exclusions: who is not a person of the company.
#pragma once

#include <optional>
#include <string>

#include "database/read_stores.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"

namespace gup {

/// The rules with the number of people that each excludes, the form for new ones, and import.
[[nodiscard]] host_sdk::page::Block exclusions_card(const PageFacts& facts, PersonStore& store,
                                                    const View& view);

/// The button next to a person. `address`: the person's primary address.
[[nodiscard]] host_sdk::page::Action exclude_person_action(const std::string& address);
/// The same next to a change; none if the change is not about a person in scope with an address.
[[nodiscard]] std::optional<host_sdk::page::Action> exclude_action(const plan::PersonChange& change);

}  // namespace gup
