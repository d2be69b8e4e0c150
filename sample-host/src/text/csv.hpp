// Comma-separated values (RFC 4180).
#pragma once

#include <string>
#include <vector>

namespace sample_host {

/// Returns one record with its line end.
///
/// No text can become a formula, whichever separator a spreadsheet expects:
/// - A cell can begin at the start of a field, and after `;`, `|`, a tab or a line break.
/// - There, an apostrophe is added before `=`, `+`, `-`, `@` and their full-width forms.
/// - Spaces and apostrophes before these characters make no difference.
/// A reader gets the text back by removing one apostrophe in each of these places.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace sample_host
