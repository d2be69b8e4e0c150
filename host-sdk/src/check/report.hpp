// What a check found, and how it is written.
#pragma once

#include <chrono>
#include <iosfwd>
#include <string>
#include <vector>

namespace host_sdk::check {

enum class Outcome : std::uint8_t { passed = 0, failed = 1, skipped = 2 };

/// The longest time that a call of the plugin took.
struct Measured {
  /// "page".
  std::string call;
  std::chrono::milliseconds took{0};
  std::chrono::milliseconds limit{0};
};

struct RuleReport {
  std::string rule;
  /// What the rule asks for, as a sentence.
  std::string about;
  Outcome outcome = Outcome::passed;
  /// Sentences; not empty if the rule failed.
  std::vector<std::string> problems;
  /// What calls of the plugin answered: a rule may pass although no call succeeded.
  std::vector<std::string> answers;
  /// Why it was skipped.
  std::string reason;
  std::vector<Measured> measured;
  std::chrono::milliseconds took{0};
};

/// For people: one line a rule, the problems below it, and the numbers at the end.
void write_text(std::ostream& out, const std::string& plugin, const std::vector<RuleReport>& rules);

/// One JSON object on one line: `plugin`, `passed`, `failed`, `skipped` and `rules`.
void write_json(std::ostream& out, const std::string& plugin, const std::vector<RuleReport>& rules);

/// True unless a rule failed.
[[nodiscard]] bool passed(const std::vector<RuleReport>& rules);

}  // namespace host_sdk::check
