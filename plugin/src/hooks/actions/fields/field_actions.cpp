#include "hooks/actions/fields/field_actions.hpp"

#include <utility>

#include "google/sign_in/scopes.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/connecting/connect_action.hpp"
#include "hooks/actions/fields/attribute_check.hpp"
#include "hooks/actions/fields/field_form.hpp"
#include "hooks/actions/fields/field_preview.hpp"
#include "hooks/actions/google_question.hpp"
#include "hooks/format.hpp"
#include "hooks/in_english.hpp"
#include "hooks/runs/jobs.hpp"
#include "plan/short_list.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

/// Of an address; the host leaves out further ones.
constexpr std::size_t kMostParameters = 16;

/// False, with the answer, if the form was made from other settings.
bool is_current_mapping(const HookContext& context, const ActionRequest& request, ActionAnswer& answer) {
  const SavedSettings saved = settings_or_defaults(context, request.company.id);
  if (!request.revision || *request.revision == saved.revision) return true;
  answer.outcome = Outcome::stale;
  answer.stale_by = saved.saved_by;
  answer.stale_at = saved.saved_at;
  return false;
}

/// The mapping of the form; nullopt, with the answer, if it cannot be used.
std::optional<FieldMapping> mapping_of(const HookContext& context, const ActionRequest& request,
                                       const FieldMapping& saved, host_sdk::TaskMonitor& monitor,
                                       ActionAnswer& answer) {
  if (!is_current_mapping(context, request, answer)) return std::nullopt;
  MappingReading reading = read_mapping(request.values, saved);
  if (reading.errors.empty())
    for (auto& [field, sentences] :
         unknown_attributes(context, request.company.id, saved, reading.mapping, monitor))
      reading.errors[field_input(kSourcesPrefix, field)] = std::move(sentences);
  if (reading.errors.empty()) return std::move(reading.mapping);
  answer.outcome = Outcome::invalid;
  answer.errors = std::move(reading.errors);
  return std::nullopt;
}

ActionAnswer save_mapping(const HookContext& context, const ActionRequest& request, const FieldMapping& saved,
                          const FieldMapping& mapping) {
  const std::string& company_id = request.company.id;
  if (!context.store.save_field_mapping(company_id, mapping, request.actor.name, context.host.clock().now()))
    return rendered(Tone::info, tr("The fields are unchanged. Nothing was saved."));
  context.host.audit_trail().record(company_id, request.actor, "fields_saved", in_english([&] {
                                      return plan::listed(mapping_changes(saved, mapping)) + ".";
                                    }));
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(
      Tone::success,
      tr("Fields saved. The next sync changes only target users whose values differ; preview it to "
         "see them."));
}

ActionAnswer allow_for_service_account(const HookContext& context, const ActionRequest& request,
                                       Connection connection) {
  auto monitor = time_for_google(context);
  const auto listed = ask_in_time([&] {
    return ask_directory({context.host, context.store, context.google}, connection,
                         [&](google::DirectoryReader& reader) { return reader.list_attributes(monitor); });
  });
  if (!listed)
    return refused(
        Refusal::not_possible,
        tr("Google does not let the service account list custom attributes. In the Admin console under "
           "Security, Access and data control, API controls, Domain-wide delegation, add the scope {scope} "
           "to "
           "the client ID {client}, then try again. It can take up to 24 hours. Syncs do not need it.",
           {{"scope", google::kSchemaScope}, {"client", connection.service_account_id}}));
  connection.scopes.emplace_back(google::kSchemaScope);
  if (!context.store.save_connection(connection, connection.revision))
    return refused(Refusal::not_possible,
                   tr("The connection changed meanwhile. Nothing was saved. Try again."));
  context.host.audit_trail().record(request.company.id, request.actor, "custom_attributes_allowed",
                                    "The service account may list custom attributes.");
  context.host.page_events().page_changed(request.company.id, kPageSlug);
  return rendered(Tone::success, tr("Custom attributes are now listed."));
}

}  // namespace

ActionAnswer save_fields(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  const FieldMapping saved = context.store.field_mapping(request.company.id);
  auto monitor = time_for_google(context);
  const auto mapping = mapping_of(context, request, saved, monitor, answer);
  return mapping ? save_mapping(context, request, saved, *mapping) : answer;
}

ActionAnswer preview_fields(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  const auto connection = usable_connection(context, request.company.id, answer);
  if (!connection) return answer;
  const FieldMapping saved = context.store.field_mapping(request.company.id);
  auto monitor = time_for_google(context);
  const auto mapping = mapping_of(context, request, saved, monitor, answer);
  if (!mapping) return answer;
  FieldPreview preview = preview_mapping(context, *connection, saved, *mapping, monitor);
  std::string text =
      tr_count("{count} user of the first {read} would get different values. Nothing was saved.",
               "{count} users of the first {read} would get different values. Nothing was saved.",
               static_cast<std::int64_t>(preview.changed), {{"read", std::to_string(preview.read)}});
  // A page shows the people in a table.
  if (trigger_of(request.actor) == RunTrigger::command_line)
    for (const PreviewedPerson& person : preview.people) text += " " + preview_text(person) + ".";
  answer = rendered(Tone::info, std::move(text), "fields_preview");
  // A process that does not have the preview shows the form with what was entered.
  if (auto inputs = changed_inputs(saved, *mapping); inputs.size() < kMostParameters)
    answer.parameters = std::move(inputs);
  answer.parameters[kFieldsPreviewParameter] = context.fields.keep(request.company.id, std::move(preview));
  return answer;
}

ActionAnswer reset_fields(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  if (!may_change_settings(context, request.company.id, answer)) return answer;
  if (!is_current_mapping(context, request, answer)) return answer;
  return save_mapping(context, request, context.store.field_mapping(request.company.id), default_mapping());
}

ActionAnswer allow_custom_attributes(const HookContext& context, const ActionRequest& request) {
  ActionAnswer answer;
  const auto connection = usable_connection(context, request.company.id, answer);
  if (!connection) return answer;
  context.fields.forget(request.company.id);
  if (connection->kind == ConnectionKind::sign_in) return connect(context, request, true);
  return allow_for_service_account(context, request, *connection);
}

}  // namespace gup
