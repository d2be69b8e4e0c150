// Comma-separated values (RFC 4180).
#pragma once

#include <string>
#include <vector>

namespace sample_host {

/// One record with its line end. A field that begins with `=`, `+`, `-` or `@` gets an apostrophe in front,
/// so that no spreadsheet takes somebody's name for a formula.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace sample_host
