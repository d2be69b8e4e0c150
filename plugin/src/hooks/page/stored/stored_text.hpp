// Texts that runs stored in English, in the language of the reader.
#pragma once

#include <string>
#include <string_view>

namespace gup {

/// A reason, sentence, remark or step that a run stored, in the current language. What is not known, such as
/// the words of Google or of a database, stays as it was stored. [any]
[[nodiscard]] std::string stored_text(std::string_view text);

/// The name of who started a run; the names of the schedule and the command line are translated. [any]
[[nodiscard]] std::string starter_text(const std::string& name);

}  // namespace gup
