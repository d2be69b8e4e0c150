#include "hooks/actions/actions.hpp"

#include "host_sdk/text.hpp"

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
  if (!connection || connection->state == ConnectionState::not_connected) {
    answer =
        refused(Refusal::not_possible, "This company is not connected to Google. Connect to Google first.");
    return std::nullopt;
  }
  if (connection->state == ConnectionState::unlinking) {
    answer = refused(Refusal::busy, "The integration is being unlinked. Nothing was done.");
    return std::nullopt;
  }
  if (connection->state == ConnectionState::reconnect_needed) {
    answer = refused(Refusal::not_possible, "Reconnect to Google first: " + connection->problem_text);
    return std::nullopt;
  }
  return connection;
}

std::string value_of(const ActionRequest& request, const char* field) {
  const auto value = request.values.find(field);
  return value == request.values.end() ? "" : std::string(host_sdk::trimmed(value->second));
}

}  // namespace gup
