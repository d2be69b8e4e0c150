// hostsdk-check: checks a plugin, each rule in a process of its own.
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "child.hpp"
#include "host_sdk/text.hpp"
#include "report.hpp"
#include "rules.hpp"

namespace host_sdk::check {
namespace {

constexpr const char* kUsage =
    "Usage: hostsdk-check [option...] PLUGIN.yaml\n"
    "Loads the plugin of a manifest, calls every hook with good and hostile input, and says which rules it "
    "breaks.\n"
    "It works on a database and with services of its own; give it settings that lead to a test system.\n"
    "Its company is \"acme\". The report quotes what the plugin's work answered for it.\n"
    "  --settings FILE     the plugin's settings file\n"
    "  --libraries FOLDER  searches the plugin's library here after the manifest's folder; may be repeated\n"
    "  --rule NAME         checks this rule, and those that it needs; may be repeated\n"
    "  --json              prints one JSON object\n"
    "  --time-scale X      multiplies every time limit: 2 on a slow machine\n"
    "  --list              prints the rules\n"
    "Exit code: 0 every rule passed, 1 a rule failed, 2 usage, or no such file.\n";

struct CommandLine {
  Options options;
  std::vector<std::string> rules;
  bool json = false;
  bool list = false;
};

/// A mistake of the command line, as a sentence.
struct UsageError {
  std::string sentence;
};

CommandLine parse(const std::vector<std::string>& arguments) {
  CommandLine line;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& argument = arguments[i];
    const auto value = [&]() -> const std::string& {
      if (i + 1 == arguments.size()) throw UsageError{argument + " needs a value"};
      return arguments[++i];
    };
    if (argument == "--settings") {
      line.options.settings = value();
    } else if (argument == "--libraries") {
      line.options.library_folders.emplace_back(value());
    } else if (argument == "--rule") {
      line.rules.push_back(value());
    } else if (argument == "--json") {
      line.json = true;
    } else if (argument == "--list") {
      line.list = true;
    } else if (argument == "--time-scale") {
      const auto& text = value();
      auto& scale = line.options.time_scale;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), scale);
      if (error != std::errc{} || end != text.data() + text.size() || !(scale > 0) || scale > 1000)
        throw UsageError{"--time-scale must be a number above 0, at most 1000"};
    } else if (argument.starts_with("-")) {
      throw UsageError{"there is no option " + argument};
    } else if (line.options.manifest.empty()) {
      line.options.manifest = argument;
    } else {
      throw UsageError{"only one manifest can be checked"};
    }
  }
  if (line.list) return line;
  if (line.options.manifest.empty()) throw UsageError{"name the plugin's manifest"};
  for (const auto& file : {line.options.manifest, line.options.settings})
    if (!file.empty() && !std::filesystem::is_regular_file(file))
      throw UsageError{"there is no file " + file.string()};
  return line;
}

const Rule& rule_named(const std::string& name) {
  const auto& rules = all_rules();
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& one) { return one.name == name; });
  if (found == rules.end()) throw UsageError{"there is no rule '" + name + "'; --list prints them"};
  return *found;
}

/// Adds a rule and what it needs.
void add_with_needs(const std::string& name, std::vector<std::string>& names) {
  for (const auto& need : split(std::string(rule_named(name).needs), ' ')) add_with_needs(need, names);
  names.push_back(name);
}

int run(const CommandLine& line) {
  std::vector<std::string> wanted;
  for (const auto& name : line.rules) add_with_needs(name, wanted);
  // A rule that does not apply to the plugin counts as passed for those that need it.
  std::map<std::string, bool> satisfied;
  std::vector<RuleReport> reports;
  for (const auto& rule : all_rules()) {
    const std::string name(rule.name);
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) continue;
    std::string lacking;
    for (const auto& need : split(std::string(rule.needs), ' '))
      if (!satisfied.at(need)) lacking = need;
    RuleReport report;
    if (lacking.empty()) {
      report = run_in_child(rule, line.options);
    } else {
      report.rule = rule.name;
      report.about = rule.about;
      report.outcome = Outcome::skipped;
      report.reason = "needs " + lacking;
    }
    satisfied[name] = lacking.empty() && report.outcome != Outcome::failed;
    reports.push_back(std::move(report));
  }
  if (line.json)
    write_json(std::cout, line.options.manifest.string(), reports);
  else
    write_text(std::cout, line.options.manifest.string(), reports);
  return passed(reports) ? 0 : 1;
}

int list() {
  for (const auto& rule : all_rules()) std::cout << rule.name << ": " << rule.about << '\n';
  return 0;
}

}  // namespace
}  // namespace host_sdk::check

int main(int argc, char** argv) try {
  using namespace host_sdk::check;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments == std::vector<std::string>{"--help"}) {
    std::cout << kUsage;
    return 0;
  }
  const auto line = parse(arguments);
  return line.list ? list() : run(line);
} catch (const host_sdk::check::UsageError& error) {
  std::cerr << "hostsdk-check: " << error.sentence << ".\n" << host_sdk::check::kUsage;
  return 2;
} catch (const std::exception& error) {
  std::cerr << "hostsdk-check: " << error.what() << '\n';
  return 2;
}
