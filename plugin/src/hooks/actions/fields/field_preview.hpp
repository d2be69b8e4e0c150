// Shows what an unsaved field mapping would do to real people.
#pragma once

#include <string>

#include "hooks/context.hpp"
#include "hooks/fields/field_cache.hpp"

namespace gup {

/// Reads some of the company's users by the saved and by the new mapping. Writes nothing. Throws `Failure`
/// (`try_again` if `monitor` cancels before Google answers).
[[nodiscard]] FieldPreview preview_mapping(const HookContext& context, const Connection& connection,
                                           const FieldMapping& saved, const FieldMapping& mapping,
                                           host_sdk::TaskMonitor& monitor);

/// "ada@acme.com: Department “DE-7” (now “Sales”), Location “Berlin”", or "no values". Leaves out fields that
/// are and stay empty.
[[nodiscard]] std::string preview_text(const PreviewedPerson& person);

/// The new value as a table shows it: "DE-7 (now Sales)".
[[nodiscard]] std::string preview_cell(const PreviewedPerson::Value& value);

}  // namespace gup
