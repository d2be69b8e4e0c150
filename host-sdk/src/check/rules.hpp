// The rules of the check.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk::check {

class Bench;

/// What the program was asked to check.
struct Options {
  std::filesystem::path manifest;
  /// The plugin's settings file; empty for none.
  std::filesystem::path settings;
  /// Where libraries are searched after the manifest's folder.
  std::vector<std::filesystem::path> library_folders;
  /// Every time limit, and every wait for a plugin that hangs, is multiplied by it: for tests, and for slow
  /// machines.
  double time_scale = 1;

  [[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time) const {
    return std::chrono::milliseconds{
        static_cast<std::int64_t>(static_cast<double>(time.count()) * time_scale)};
  }
};

struct Rule {
  std::string_view name;
  /// What it asks for, as a sentence without a period.
  std::string_view about;
  /// The rules that must have passed, separated by spaces: without them, this one would say the same again.
  std::string_view needs;
  /// Reports problems to the bench; runs in a process of its own.
  void (*run)(Bench&);
  /// Whether the process then ends as a host does, with the destructors of static objects.
  bool exits = false;
};

/// Every rule, in the order in which they run.
[[nodiscard]] const std::vector<Rule>& all_rules();

}  // namespace host_sdk::check
