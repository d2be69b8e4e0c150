// Where the fields of target users come from: the table, and the form that changes it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/page.hpp"

namespace gup {

/// Where the fields of target users come from.
struct FieldFacts {
  FieldMapping mapping = default_mapping();
  /// The preview of another mapping that the page's address names; null if there is none.
  std::shared_ptr<const FieldPreview> preview;
  /// The mapping of a preview that the address names and this process does not have: another process made it,
  /// or this one before a restart.
  std::optional<FieldMapping> missing_preview;
};
/// Throws `Failure`. [page]
[[nodiscard]] FieldFacts read_field_facts(const HookContext& context, const std::string& company_id,
                                          const View& view);

/// Collapsed, unless a preview of the form is shown.
[[nodiscard]] host_sdk::page::Block fields_card(const PageFacts& facts, const FieldFacts& fields);
/// The actions that a connected company's fields do not offer now. [any]
[[nodiscard]] std::vector<host_sdk::page::UnavailableAction> unavailable_actions(const FieldFacts& fields);

}  // namespace gup
