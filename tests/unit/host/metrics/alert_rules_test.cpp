// The alert rules that are shipped: their form, and that operations.md explains each.
#include <gmock/gmock.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::MatchesRegex;
using ::testing::StrEq;

const std::string kDocs = HOST_DOCS;

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// The anchors of the headings, as GitHub makes them of single words.
std::set<std::string> anchors_of(const std::string& file) {
  std::ifstream stream(file);
  std::set<std::string> anchors;
  for (std::string line; std::getline(stream, line);)
    if (line.starts_with("#")) anchors.insert(lower(line.substr(line.find_first_not_of("# "))));
  return anchors;
}

std::vector<YAML::Node> rules() {
  std::vector<YAML::Node> all;
  for (const auto& group : YAML::LoadFile(kDocs + "/alerts.yaml")["groups"])
    for (const auto& rule : group["rules"]) all.push_back(rule);
  return all;
}

}  // namespace

TEST(AlertRules, HaveASeverityASummaryAndASectionInOperations) {
  const auto anchors = anchors_of(kDocs + "/operations.md");
  std::set<std::string> names;
  for (const auto& rule : rules()) {
    const auto name = rule["alert"].as<std::string>();
    EXPECT_TRUE(names.insert(name).second) << name << " is there twice";
    EXPECT_THAT(rule["labels"]["severity"].as<std::string>(), AnyOf(StrEq("critical"), StrEq("warning")))
        << name;
    EXPECT_FALSE(rule["annotations"]["summary"].as<std::string>().empty()) << name;
    EXPECT_EQ(rule["annotations"]["runbook_url"].as<std::string>(), "operations.md#" + lower(name));
    EXPECT_THAT(anchors, Contains(lower(name))) << "operations.md has no section " << name;
    if (rule["for"]) {
      EXPECT_THAT(rule["for"].as<std::string>(), MatchesRegex("[0-9]+[mh]")) << name;
    }
  }
  EXPECT_GE(names.size(), 12U);
}

TEST(AlertRules, NameOnlyMetricsOfTheHostAndItsPlugins) {
  const std::set<std::string> words{
      "up",       "job",  "for",     "by",       "and",   "or",     "on",    "max",    "min",  "sum", "rate",
      "increase", "time", "company", "instance", "state", "result", "level", "status", "task", "m",   "h"};
  for (const auto& rule : rules()) {
    // Without what is quoted.
    const auto expression = std::regex_replace(rule["expr"].as<std::string>(), std::regex("\"[^\"]*\""), "");
    const std::regex word("[a-zA-Z_][a-zA-Z0-9_]*");
    for (std::sregex_iterator at(expression.begin(), expression.end(), word), end; at != end; ++at) {
      const std::string name = at->str();
      EXPECT_TRUE(words.contains(name) || name.starts_with("sample_host_") ||
                  name.starts_with("google_user_provisioning_"))
          << name << " in " << expression;
    }
    EXPECT_EQ(std::count(expression.begin(), expression.end(), '('),
              std::count(expression.begin(), expression.end(), ')'));
  }
}
