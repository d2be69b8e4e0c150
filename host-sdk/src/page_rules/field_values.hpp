// What one field has as its value, and what it takes.
#pragma once

#include <optional>
#include <string>

#include "host_sdk/page/blocks.hpp"

namespace host_sdk::page {

/// Whether a block of this kind has a posted value.
[[nodiscard]] bool is_field(const BlockKind& kind);

/// What a browser posts for the field if nothing was changed in it; nullopt for a secret, and for blocks that
/// are not fields.
[[nodiscard]] std::optional<std::string> present_value(const BlockKind& kind);

/// Why a value does not fit the field, or "". Blocks that are not fields take none.
[[nodiscard]] std::string value_problem(const BlockKind& kind, const std::string& text);

/// Whether a text is a list as in `Input::accepted_files`, possibly empty.
[[nodiscard]] bool is_extension_list(const std::string& text);

}  // namespace host_sdk::page
