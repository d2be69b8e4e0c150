// The texts about one person or target group that can be translated.
#pragma once

#include <span>

namespace gup {

/// The reasons and answers that `stored_text` knows, for `tr`. A name in braces stands for any text; {count}
/// and {total} for a number, {date} for a day, {reason} for another stored text. [any]
[[nodiscard]] std::span<const char* const> reason_patterns();

}  // namespace gup
