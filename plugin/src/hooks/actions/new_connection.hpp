// What both ways of connecting end in.
#pragma once

#include <optional>
#include <string>

#include "google/google_service.hpp"
#include "hooks/actions/actions.hpp"

namespace gup {

/// Why `administrator` cannot take over the connection `before`: another customer's people would take the
/// place of everybody. Empty when it can.
[[nodiscard]] std::string customer_problem(const std::optional<Connection>& before,
                                           const google::Administrator& administrator);

/// Somebody who may connect a company.
struct Connector {
  const host_sdk::Company& company;
  const host_sdk::Actor& actor;
};

/// The connection that follows from who read the directory; the kind and what belongs to it are the caller's.
[[nodiscard]] Connection make_connection(const Connector& by, const google::Administrator& administrator,
                                         host_sdk::Timestamp now);

/// Keeps a connection that has been tried, in place of the one `before`, and lets the daily sync go on if an
/// administrator had started it and nobody stopped it. Throws `Failure`. [page]
[[nodiscard]] ActionAnswer keep_connection(const HookContext& context, const Connector& by,
                                           const std::optional<Connection>& before,
                                           const Connection& connection,
                                           const google::Credentials& credentials);

}  // namespace gup
