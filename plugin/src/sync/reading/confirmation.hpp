// Asks Google about single objects before a plan removes anything.
#pragma once

#include <string>

#include "google/directory/directory_reader.hpp"
#include "host_sdk/monitor.hpp"
#include "plan/selection/classify.hpp"
#include "plan/state/directory_view.hpp"
#include "plan/state/evidence.hpp"

namespace gup {

/// The account that connected the company, and the customer that it belonged to then.
struct ConnectedAccount {
  std::string id;
  std::string customer_id;
};

/// Throws `Failure` (`access_lost`) if the account belongs to another customer now: then nothing that Google
/// says is about the company's people. False if Google does not say whose it is.
bool check_customer(google::DirectoryReader& reader, const ConnectedAccount& account,
                    host_sdk::TaskMonitor& monitor);

/// Asks the questions and records every answer in the view, also a missing one. People and units that turn
/// out to be present join the view. `ids` are those of the stored state. Throws what the reader throws.
void ask_google(google::DirectoryReader& reader, const plan::Questions& questions, plan::DirectoryView& view,
                plan::PersonIds& ids, host_sdk::TaskMonitor& monitor);

/// Classifies everyone, after asking Google about all that is missing from a list, and whether the account
/// still belongs to the customer. Each round asks what follows from the answers before; there is an end,
/// since no question is asked twice. `view` and `ids` are those of `input`.
[[nodiscard]] plan::Classification classify_confirmed(const plan::PlanInput& input,
                                                      google::DirectoryReader& reader,
                                                      const ConnectedAccount& account,
                                                      plan::DirectoryView& view, plan::PersonIds& ids,
                                                      host_sdk::TaskMonitor& monitor);

}  // namespace gup
