#include "cli/output/say.hpp"

#include <filesystem>
#include <iostream>
#include <utility>

#include "plugins/loading/plugin_catalog.hpp"

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

std::optional<host_sdk::Company> company_or_error(const host_sdk::Companies& companies,
                                                  const Options& options) {
  auto company = companies.find(options.company);
  if (!company)
    say_error("There is no company '" + options.company + "' in " +
              std::filesystem::absolute(options.config).lexically_normal().string() + ".");
  return company;
}

const ProviderEntry* provider_or_error(const PluginCatalog& catalog, const std::string& id) {
  const ProviderEntry* entry = catalog.find_provider(id);
  if (entry == nullptr) {
    say_error("There is no provider '" + id + "'.");
    say_refusals(catalog);
  }
  return entry;
}

void say_refusals(const PluginCatalog& catalog) {
  for (const auto& refusal : catalog.refusals()) say_error(refusal.sentence);
}

ExitCode code_of_unknown(const PluginCatalog& catalog) {
  return catalog.has_waiting() ? ExitCode::failed : ExitCode::usage;
}

}  // namespace sample_host
