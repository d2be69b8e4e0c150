// What several kinds of blocks share.
#pragma once

#include <string>
#include <string_view>

#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// A heading of the current level with this `id`.
void draw_heading(Html& html, const Drawing& drawing, Lit classes, std::string_view text,
                  std::string_view id);

/// The errors of a field, below it; draws nothing if there are none.
void draw_field_errors(Html& html, const Drawing& drawing, const std::string& id);
[[nodiscard]] bool has_errors(const Drawing& drawing, const std::string& id);
/// The value of `aria-describedby` for a field: the ids of its hint and its errors, if it has them.
[[nodiscard]] std::string described_by(const Drawing& drawing, const std::string& id, bool has_hint);
/// The hint below a label.
void draw_hint(Html& html, const std::string& id, const std::string& hint);

}  // namespace sample_host::web
