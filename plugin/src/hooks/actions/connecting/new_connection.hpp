// What both ways of connecting share: from the tested access to the saved connection.
#pragma once

#include <optional>
#include <string>

#include "google/google_service.hpp"
#include "hooks/actions/answers.hpp"

namespace gup {

/// The reason why `administrator` cannot replace the connection `before`, or "" if it can: the users of
/// another Google Workspace would replace all users of this one.
[[nodiscard]] std::string customer_problem(const std::optional<Connection>& before,
                                           const google::Administrator& administrator);

/// The administrator who connects, and the company.
struct Connector {
  const host_sdk::Company& company;
  const host_sdk::Actor& actor;
};

/// A connection through `administrator`; the caller fills in the kind and the fields of that kind. It keeps
/// the domain that `before` had for the same customer: what people see, and type to unlink, does not depend
/// on who reconnects.
[[nodiscard]] Connection make_connection(const Connector& by, const std::optional<Connection>& before,
                                         const google::Administrator& administrator, host_sdk::Timestamp now);

/// Saves a tested connection in place of `before`, and resumes the daily sync if it was started and not
/// stopped. Returns nullopt if the company's connection changed while Google was asked: then nothing is
/// saved. Throws `Failure`. [any]
[[nodiscard]] std::optional<ActionAnswer> keep_connection(const HookContext& context, const Connector& by,
                                                          const std::optional<Connection>& before,
                                                          const Connection& connection,
                                                          const google::Credentials& credentials);

/// What to tell the administrator whose connection was not saved: who or what came first. [any]
[[nodiscard]] std::string changed_meanwhile(const HookContext& context, const std::string& company_id);

/// Shows on the page of a company without a connection why connecting failed. An existing connection stays as
/// it is, and so does one that changed since `before` was loaded. [any]
void remember_problem(const HookContext& context, const std::string& company_id,
                      const std::optional<Connection>& before, ConnectionProblem problem,
                      const std::string& text);

}  // namespace gup
