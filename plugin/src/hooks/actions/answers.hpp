// What actions read from a request and answer. Each action answers within the 10 seconds that the host
// allows: long work becomes a job. All throw `Failure`.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/records.hpp"
#include "hooks/context.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

using host_sdk::page::ActionAnswer;
using host_sdk::page::ActionRequest;

/// The trimmed text of a field; empty if there is none.
[[nodiscard]] std::string value_of(const ActionRequest& request, const char* field);
/// The same, without a copy: for secrets.
[[nodiscard]] std::string_view value_in(const ActionRequest& request, const char* field);
/// What the person typed to confirm, without spaces around it: in one of these fields of the page, or in the
/// general field of a command line.
[[nodiscard]] std::string typed_text(const ActionRequest& request,
                                     std::initializer_list<const char*> fields = {});

[[nodiscard]] ActionAnswer rendered(host_sdk::page::Tone tone, std::string text, std::string focus = {});
[[nodiscard]] ActionAnswer refused(host_sdk::page::Refusal why, std::string sentence,
                                   host_sdk::page::Tone tone = host_sdk::page::Tone::warning);

/// An error at a field.
[[nodiscard]] ActionAnswer invalid_field(const char* field, std::string sentence);

/// The company's connection if it is usable; otherwise nothing, and `answer` has the reason.
[[nodiscard]] std::optional<Connection> usable_connection(const HookContext& context,
                                                          const std::string& company_id,
                                                          ActionAnswer& answer);

/// False, with the reason in `answer`, if the company is not connected. Settings can be changed while access
/// is lost: the next sync after the reconnect uses them.
[[nodiscard]] bool may_change_settings(const HookContext& context, const std::string& company_id,
                                       ActionAnswer& answer);

/// The entry of the audit trail for an action.
struct AuditText {
  std::string action;
  std::string detail;
};

/// Starts the company's job `kind` and updates its pages. `texts` go into the audit trail first, so that
/// nothing that the job records precedes them; if the host refuses the job, the trail says that as well.
void start_job(const HookContext& context, const ActionRequest& request, const char* kind,
               host_sdk::JobWork& work, const std::vector<AuditText>& texts);

}  // namespace gup
