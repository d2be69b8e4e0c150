// Asks Google about single objects before a plan removes anything.
#pragma once

#include "google/directory/directory_reader.hpp"
#include "host_sdk/monitor.hpp"
#include "plan/selection/classify.hpp"
#include "plan/state/directory_view.hpp"
#include "plan/state/evidence.hpp"

namespace gup {

/// Asks the questions and records every answer in the view, also a missing one. People and units that turn
/// out to be present join the view. `ids` are those of the stored state. Throws what the reader throws.
void ask_google(google::DirectoryReader& reader, const plan::Questions& questions, plan::DirectoryView& view,
                plan::PersonIds& ids, host_sdk::TaskMonitor& monitor);

/// Classifies everyone, after asking Google about all that is missing from a list. Each round asks what
/// follows from the answers before; there is an end, since no question is asked twice. `view` and `ids` are
/// those of `input`.
[[nodiscard]] plan::Classification classify_confirmed(const plan::PlanInput& input,
                                                      google::DirectoryReader& reader,
                                                      plan::DirectoryView& view, plan::PersonIds& ids,
                                                      host_sdk::TaskMonitor& monitor);

}  // namespace gup
