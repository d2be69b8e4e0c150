#include "check_run.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace zoo {
namespace {

namespace json = boost::json;

std::string read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

CheckRun run_check(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  std::string command = "cd '" + folder.string() + "' && '" HOSTSDK_CHECK "'";
  for (const auto& argument : arguments) command += " '" + argument + "'";
  const int status = std::system((command + " >output 2>errors").c_str());
  CheckRun run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  run.output = read(folder / "output");
  run.errors = read(folder / "errors");
  return run;
}

std::map<std::string, RuleOutcome> outcomes_of(const CheckRun& run) {
  std::map<std::string, RuleOutcome> outcomes;
  boost::system::error_code error;
  const auto parsed = json::parse(run.output, error);
  if (error) {
    ADD_FAILURE() << error.message() << ": " << run.output << run.errors;
    return outcomes;
  }
  for (const auto& rule : parsed.at("rules").as_array()) {
    auto& outcome = outcomes[std::string(rule.at("rule").as_string())];
    outcome.outcome = rule.at("outcome").as_string();
    for (const auto& problem : rule.at("problems").as_array())
      outcome.problems.emplace_back(problem.as_string());
  }
  return outcomes;
}

std::filesystem::path write_manifest(const std::filesystem::path& folder, const std::string& animal,
                                     const std::string& hooks) {
  const auto file = folder / "animal.plugin.yaml";
  std::ofstream(file) << "id: animal\nname: Animal\nversion: 1.0.0\nsdk: " ZOO_SDK "\nlibrary: "
                      << ZOO_ANIMALS << '/' << animal << ".so\nhooks: [" << hooks
                      << "]\nredirect_origins: [https://zoo.example]\n";
  return file;
}

std::filesystem::path new_folder() {
  std::string pattern = ::testing::TempDir() + "check-XXXXXX";
  return ::mkdtemp(pattern.data());
}

}  // namespace zoo
