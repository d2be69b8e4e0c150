// Texts that runs stored in English, in the language of the reader.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gup {

/// A reason, sentence, remark or step that a run stored, in the current language. What is not known, such as
/// the words of Google or of a database, stays as it was stored. [any]
[[nodiscard]] std::string stored_text(std::string_view text);

/// The name of who started a run; the names of the schedule and the command line are translated. [any]
[[nodiscard]] std::string starter_text(const std::string& name);

/// The texts that `stored_text` knows, for `tr`. A name in braces stands for any text; {count} and {total}
/// for a number, {date} for a day, {reason} for another stored text. [any]
[[nodiscard]] std::span<const char* const> stored_patterns();

}  // namespace gup
