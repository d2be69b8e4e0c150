// Writes texts into a YAML document.
#pragma once

#include <string>
#include <string_view>

namespace gup {

/// A double-quoted scalar, in which the strict reader replaces no variables.
[[nodiscard]] std::string yaml_quoted(std::string_view text);

/// "  # text" in one line, or "" without a text. `text` can be anything that a directory contains.
[[nodiscard]] std::string yaml_comment(std::string_view text);

}  // namespace gup
