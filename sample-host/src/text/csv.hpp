// Comma-separated values (RFC 4180).
#pragma once

#include <string>
#include <vector>

namespace sample_host {

/// Returns one record with its line end. Fields that begin with `=`, `+`, `-`, `@`, a tab or a carriage
/// return get an apostrophe in front, so that spreadsheets do not evaluate names as formulas.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace sample_host
