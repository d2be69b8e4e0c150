// The settings as a form.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// What the form shows in addition to the saved settings.
struct SyncFormFacts {
  /// The cached directory of any age; null if there is none.
  std::shared_ptr<const PickerDirectory> directory;
  std::optional<Store::TargetGroupOption> target_group;
  /// A change of the source or method can delete target groups.
  bool has_target_groups = false;
  /// As `valid_preview` returns it.
  std::optional<Run> preview;
};
/// Throws `Failure`. [page]
[[nodiscard]] SyncFormFacts read_sync_form_facts(const HookContext& context, const PageFacts& facts,
                                                 const Store::Holdings& holdings, std::optional<Run> preview);

/// Source, method and rules, with the buttons below. On a sub-page one of them is the main one; the page with
/// all sub-pages has its main button elsewhere.
[[nodiscard]] host_sdk::page::Block sync_form(const PageFacts& facts, const SyncFormFacts& form_facts,
                                              PageState state, bool whole);

/// The field that carries out the removals above the limit that `preview` shows; null if there is no preview.
/// Empty if it shows none, except on the page with all sub-pages: a command line that uses the field is told
/// why it cannot.
[[nodiscard]] std::vector<host_sdk::page::Block> confirmed_removals(const Run* preview, bool whole);

}  // namespace gup
