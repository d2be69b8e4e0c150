// Finding English in a page that should be Turkish.
#pragma once

#include <string>
#include <vector>

namespace gup::testing {

/// The lines of `text` that are English texts of the Turkish catalogue, with or without places filled in.
[[nodiscard]] std::vector<std::string> english_texts(const std::string& text);

}  // namespace gup::testing
