#include "hooks/actions/answers.hpp"

#include "failure.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "sync/names.hpp"
#include "sync/requirements.hpp"

namespace gup {

using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Toast;
using host_sdk::page::Tone;

ActionAnswer rendered(Tone tone, std::string text, std::string focus) {
  ActionAnswer answer;
  answer.outcome = Outcome::render;
  answer.toast = Toast{tone, std::move(text)};
  answer.focus = std::move(focus);
  return answer;
}

ActionAnswer refused(Refusal why, std::string sentence, Tone tone) {
  ActionAnswer answer;
  answer.outcome = Outcome::refused;
  answer.refusal = why;
  answer.toast = Toast{tone, std::move(sentence)};
  return answer;
}

ActionAnswer invalid_field(const char* field, std::string sentence) {
  ActionAnswer answer;
  answer.outcome = Outcome::invalid;
  answer.errors[field] = {std::move(sentence)};
  return answer;
}

std::optional<Connection> usable_connection(const HookContext& context, const std::string& company_id,
                                            ActionAnswer& answer) {
  auto connection = context.store.load_connection(company_id);
  const auto problem = why_not_usable(connection);
  if (!problem) return connection;
  const bool access_lost = problem->code() == host_sdk::ResultCode::access_lost;
  const bool unlinking = connection && connection->state == ConnectionState::unlinking;
  answer = refused(
      unlinking ? Refusal::busy : Refusal::not_possible,
      access_lost ? host_sdk::tr(kReconnectSentence) + " " + stored_text(problem->what()) : problem->what());
  return std::nullopt;
}

std::string_view value_in(const ActionRequest& request, const char* field) {
  const auto value = request.values.find(field);
  return value == request.values.end() ? std::string_view() : host_sdk::trimmed(value->second);
}

std::string value_of(const ActionRequest& request, const char* field) {
  return std::string(value_in(request, field));
}

std::string typed_text(const ActionRequest& request, std::initializer_list<const char*> fields) {
  for (const char* field : fields)
    if (std::string typed = value_of(request, field); !typed.empty()) return typed;
  if (std::string typed = value_of(request, "confirmation"); !typed.empty()) return typed;
  return std::string(host_sdk::trimmed(request.confirmation));
}

bool may_change_settings(const HookContext& context, const std::string& company_id, ActionAnswer& answer) {
  const auto connection = context.store.load_connection(company_id);
  if (connection && connection->state == ConnectionState::reconnect_needed) return true;
  return usable_connection(context, company_id, answer).has_value();
}

void start_job(const HookContext& context, const ActionRequest& request, const char* kind,
               host_sdk::JobWork& work, const std::vector<AuditText>& texts) {
  const std::string& company_id = request.company.id;
  host_sdk::AuditTrail& trail = context.host.audit_trail();
  for (const AuditText& text : texts) trail.record(company_id, request.actor, text.action, text.detail);
  const host_sdk::Result started = context.host.jobs().start(request.company, request.actor, kind, work);
  if (!started.done()) {
    if (!texts.empty()) trail.record(company_id, request.actor, "start_refused", started.sentence);
    throw Failure(started);
  }
  context.host.page_events().page_changed(company_id, kPageSlug);
}

}  // namespace gup
