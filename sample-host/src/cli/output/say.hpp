// Prints sentences at the terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "host_sdk/services/companies.hpp"

namespace sample_host {

class PluginCatalog;
struct ProviderEntry;

/// Prints a sentence on standard error, with control characters replaced.
void say_error(std::string_view sentence);

/// Prints a sentence on standard output, with control characters replaced.
void say(std::string_view sentence);

/// Prints the cells as a line on standard output, separated by tabs, with control characters replaced.
void say_row(const std::vector<std::string>& cells);

/// Returns the company that the command names, or prints that there is none.
[[nodiscard]] std::optional<host_sdk::Company> company_or_error(const host_sdk::Companies& companies,
                                                                const Options& options);

/// Returns the provider with that id, or prints that there is none, with why plugins were refused.
[[nodiscard]] const ProviderEntry* provider_or_error(const PluginCatalog& catalog, const std::string& id);

/// Prints why plugins were refused, for when one of their pages, tasks or providers was not found.
void say_refusals(const PluginCatalog& catalog);

/// The exit code when a page, task or provider is unknown: a mistake in the command, unless a plugin that may
/// have it could not start for now.
[[nodiscard]] ExitCode code_of_unknown(const PluginCatalog& catalog);

}  // namespace sample_host
