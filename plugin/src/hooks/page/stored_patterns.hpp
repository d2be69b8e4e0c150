// The texts of runs that can be translated.
#pragma once

#include <span>

namespace gup {

/// The texts that `stored_text` knows, for `tr`. A name in braces stands for any text; {count} and {total}
/// for a number, {date} for a day, {reason} for another stored text. [any]
[[nodiscard]] std::span<const char* const> stored_patterns();

}  // namespace gup
