// Runs hostsdk-check.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace zoo {

struct CheckRun {
  int exit_code = -1;
  std::string output;
  std::string errors;
};

/// Runs the program with these arguments, in `folder`.
[[nodiscard]] CheckRun run_check(const std::vector<std::string>& arguments,
                                 const std::filesystem::path& folder);

/// A rule of its JSON output.
struct RuleOutcome {
  std::string outcome;
  std::vector<std::string> problems;
};
/// By the rule's name.
[[nodiscard]] std::map<std::string, RuleOutcome> outcomes_of(const CheckRun& run);

/// Writes the manifest of an animal into the folder, and returns its path.
[[nodiscard]] std::filesystem::path write_manifest(const std::filesystem::path& folder,
                                                   const std::string& animal, const std::string& hooks);

/// A new, empty folder.
[[nodiscard]] std::filesystem::path new_folder();

}  // namespace zoo
