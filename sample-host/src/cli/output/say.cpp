#include "cli/output/say.hpp"

#include <iostream>
#include <utility>

#include "host_sdk/services/companies.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "runtime.hpp"

namespace sample_host {
namespace {

/// Texts of plugins and of Google must not control the terminal.
std::string harmless(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return result;
}

}  // namespace

void say_error(std::string_view sentence) {
  std::cerr << "sample-host: " << harmless(sentence) << std::endl;
}

void say(std::string_view sentence) {
  std::cout << harmless(sentence) << std::endl;
}

void say_row(const std::vector<std::string>& cells) {
  const char* separator = "";
  for (const std::string& cell : cells) std::cout << std::exchange(separator, "\t") << harmless(cell);
  std::cout << std::endl;
}

std::optional<host_sdk::Company> company_or_error(HostRuntime& runtime, const std::string& id) {
  auto company = runtime.companies().find(id);
  if (!company) say_error("There is no company '" + id + "' in " + runtime.config().file.string() + ".");
  return company;
}

const ProviderEntry* provider_or_error(HostRuntime& runtime, const std::string& id) {
  const ProviderEntry* entry = runtime.plugins().catalog.find_provider(id);
  if (entry == nullptr) {
    say_error("There is no provider '" + id + "'.");
    say_refusals(runtime);
  }
  return entry;
}

void say_refusals(HostRuntime& runtime) {
  for (const auto& refusal : runtime.plugins().catalog.refusals()) say_error(refusal.sentence);
}

ExitCode code_of_unknown(HostRuntime& runtime) {
  return runtime.plugins().catalog.has_waiting() ? ExitCode::failed : ExitCode::usage;
}

}  // namespace sample_host
