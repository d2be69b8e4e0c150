// What both ways of connecting share: from the tested access to the saved connection.
#pragma once

#include <optional>
#include <string>

#include "google/google_service.hpp"
#include "hooks/actions/answers.hpp"
#include "host_sdk/language.hpp"

namespace gup {

/// Sentences about connecting that are stored, or that a job answers: both in English, and `stored_text`
/// translates them.
inline constexpr const char* kConnectedText =
    host_sdk::tr_later("Connected to {domain}. Next, choose which users to sync.");
inline constexpr const char* kReconnectedText =
    host_sdk::tr_later("Reconnected to {domain}. Settings and users stay as they are.");
inline constexpr const char* kOtherWorkspaceText = host_sdk::tr_later(
    "{account} belongs to a different Google Workspace than {domain}, to which this company is connected. "
    "Use an account of {domain}, or unlink the integration first.");
inline constexpr const char* kUnlinkedMeanwhileText = host_sdk::tr_later(
    "The integration was unlinked while Google was checking the new connection, so it was not saved. Connect "
    "again if you still want to sync users.");
inline constexpr const char* kChangedMeanwhileText = host_sdk::tr_later(
    "Another administrator changed the connection while Google was checking yours, so yours was not saved. "
    "The connection to {domain} is in use.");
inline constexpr const char* kNothingChangedText = host_sdk::tr_later("{reason} Nothing has changed.");
inline constexpr const char* kNoAnswerText =
    host_sdk::tr_later("Google did not respond in time. Nothing was connected. Try again.");
inline constexpr const char* kDeclinedText =
    host_sdk::tr_later("You did not finish connecting. Nothing has changed.");
inline constexpr const char* kNotTrustedText = host_sdk::tr_later(
    "Your Google Workspace does not allow this application. In the Admin console, mark it as trusted under "
    "Security, API controls, App access control. Then connect again. (admin_policy_enforced)");
inline constexpr const char* kOtherOrganizationText = host_sdk::tr_later(
    "This application accepts only accounts of its own organization. The operator of this platform can "
    "change that. (org_internal)");
inline constexpr const char* kRefusedText = host_sdk::tr_later(
    "Google refused the sign-in. Try again; if it fails again, contact the operator of this platform. "
    "({code})");
inline constexpr const char* kMissingAccessText = host_sdk::tr_later(
    "You did not allow access to {objects}. Connect again and leave every box selected. The access is "
    "read-only.");
inline constexpr const char* kPersonalAccountText = host_sdk::tr_later(
    "{account} is a personal Google account. Use an administrator account of your Google Workspace.");
inline constexpr const char* kUsedSignInText =
    host_sdk::tr_later("This sign-in was already used or has expired. Connect again.");

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
/// it is, and so does one that changed since `before` was loaded. Errors are logged, because the caller
/// already has something to report. [any]
void remember_problem(const HookContext& context, const std::string& company_id,
                      const std::optional<Connection>& before, ConnectionProblem problem,
                      const std::string& text);

}  // namespace gup
