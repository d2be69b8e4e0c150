// A rule in a process of its own.
#pragma once

#include "report.hpp"
#include "rules.hpp"

namespace host_sdk::check {

/// Runs a rule in a child process, so that a crash, a hang or an exit of the plugin becomes a sentence of its
/// report. Call it from a process with one thread.
[[nodiscard]] RuleReport run_in_child(const Rule& rule, const Options& options);

}  // namespace host_sdk::check
