// Sentences for the person at the terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/company.hpp"

namespace sample_host {

class HostRuntime;

/// One sentence on standard error, with control characters escaped.
void say_error(std::string_view sentence);

/// One sentence on standard output.
void say(std::string_view sentence);

/// The company of that id; says that there is none otherwise.
[[nodiscard]] std::optional<host_sdk::Company> company_or_error(HostRuntime& runtime, const std::string& id);

/// Says why plugins were refused: called when something of theirs was not found.
void say_refusals(HostRuntime& runtime);

}  // namespace sample_host
