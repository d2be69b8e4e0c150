#include "hooks/page/fields/fields_card.hpp"

#include <algorithm>
#include <utility>

#include "google/sign_in/scopes.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/fields/field_form.hpp"
#include "hooks/actions/fields/field_preview.hpp"
#include "hooks/format.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::Notice;
using host_sdk::page::Picker;
using host_sdk::page::Row;
using host_sdk::page::Section;
using host_sdk::page::SelectedOption;
using host_sdk::page::Table;
using host_sdk::page::Text;
using host_sdk::page::Value;

std::string sources_in_words(const FieldRule& rule) {
  std::string words;
  for (const FieldSource& source : rule.sources)
    words = words.empty()
                ? source_label(source)
                : tr("{sources}, else {source}", {{"sources", words}, {"source", source_label(source)}});
  return words.empty() ? tr("None") : words;
}

std::string empty_in_words(const FieldRule& rule) {
  switch (rule.empty) {
    case EmptyValue::clear:
      return tr("The field is cleared");
    case EmptyValue::keep:
      return tr("The field keeps its value");
    case EmptyValue::text:
      break;
  }
  return gup::quoted(rule.text);
}

/// A line for each field.
Block fields_table(const FieldMapping& mapping) {
  Table table;
  table.columns = {{"field", tr("Field"), Align::start},
                   {"source", tr("From Google: the first attribute with a value"), Align::start},
                   {"empty", tr("If Google has no value"), Align::start}};
  table.export_name = "fields";
  table.rows.push_back({"fields_email", {tr("Email"), tr("Primary address, always"), std::string("–")}, {}});
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i)
    table.rows.push_back(
        {std::string("fields_") + kTargetFields[i].column,
         {tr(kTargetFields[i].label), sources_in_words(mapping[i]), empty_in_words(mapping[i])},
         {}});
  return block("fields", std::move(table));
}

Block sources_picker(std::size_t field, const FieldRule& rule) {
  Picker picker;
  picker.label = tr("{field} from", {{"field", tr(kTargetFields[field].label)}});
  picker.hint = tr("The first attribute with a value is used.");
  for (const FieldSource& source : rule.sources)
    picker.value.push_back(SelectedOption{sources_text({source}), source_label(source), false});
  picker.create = tr("Another attribute, such as customSchemas.SCHEMA.FIELD or phones.TYPE");
  return block(field_input(kSourcesPrefix, field), std::move(picker));
}

Block empty_choice(std::size_t field, const FieldRule& rule) {
  const std::string label = in_sentence(tr(kTargetFields[field].label));
  Input text;
  text.label = tr("Text");
  text.value = rule.text;
  text.max = static_cast<int>(kTargetFields[field].maximum);
  Choice choice;
  choice.label = tr("If Google has no value");
  choice.style = ChoiceStyle::compact;
  choice.options = {ChoiceOption{empty_value_name(EmptyValue::clear), tr("Clear the field"), "", "", "", {}},
                    ChoiceOption{empty_value_name(EmptyValue::keep),
                                 tr("Keep the value"),
                                 tr("The target user keeps its current {field}.", {{"field", label}}),
                                 "",
                                 "",
                                 {}},
                    ChoiceOption{empty_value_name(EmptyValue::text),
                                 tr("Use a text"),
                                 "",
                                 "",
                                 "",
                                 {block(field_input(kEmptyTextPrefix, field), std::move(text))}}};
  choice.value = {empty_value_name(rule.empty)};
  return block(field_input(kEmptyPrefix, field), std::move(choice));
}

Block field_choice(const FieldMapping& saved, const FieldMapping& draft) {
  Choice choice;
  choice.label = tr("Field to change");
  choice.style = ChoiceStyle::compact;
  std::size_t shown = mapped_field("department").value();
  for (std::size_t i = kTargetFields.size(); i-- > kFirstMappedField;)
    if (draft[i] != saved[i]) shown = i;
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i)
    choice.options.push_back(ChoiceOption{kTargetFields[i].column,
                                          tr(kTargetFields[i].label),
                                          "",
                                          "",
                                          "",
                                          {sources_picker(i, draft[i]), empty_choice(i, draft[i])}});
  choice.value = {kTargetFields[shown].column};
  return block("fields_to_change", std::move(choice));
}

Action submit_fields(const char* id, std::string label, std::string icon) {
  Action action;
  action.id = id;
  action.label = std::move(label);
  action.icon = std::move(icon);
  action.submit = true;
  return action;
}

Block fields_form(const FieldMapping& saved, const FieldMapping& draft, std::int64_t revision) {
  Form form;
  form.blocks = {field_choice(saved, draft)};
  form.actions = {submit_fields(kPreviewFields, tr("Preview five people"), "eye"),
                  submit_fields(kSaveFields, tr("Save fields"), "device-floppy")};
  if (saved != default_mapping())
    form.actions.push_back(submit_fields(kResetFields, tr("Use the defaults"), ""));
  form.note = tr("Takes effect in the next sync, which changes only target users whose values differ.");
  form.revision = revision;
  return block("fields_form", std::move(form));
}

Block preview_table(const FieldPreview& preview, const FieldMapping& saved) {
  std::vector<std::size_t> shown;
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i)
    if (preview.mapping[i] != saved[i]) shown.push_back(i);
  if (shown.empty())
    for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i) shown.push_back(i);
  Table table;
  table.title = tr_count("With these fields, {count} user of the first {read} would change",
                         "With these fields, {count} users of the first {read} would change",
                         static_cast<std::int64_t>(preview.changed), {{"read", preview.read}});
  table.columns = {{"person", tr("Person"), Align::start}};
  for (const std::size_t i : shown)
    table.columns.push_back({kTargetFields[i].column, tr(kTargetFields[i].label), Align::start});
  table.empty_text = tr("Google listed no user whose fields can be shown.");
  for (const PreviewedPerson& person : preview.people) {
    Row row{"fields_person_" + std::to_string(table.rows.size()),
            {Value(name_and_address(person.name, person.email))},
            {}};
    for (const std::size_t i : shown) row.cells.emplace_back(preview_cell(person.values[i]));
    table.rows.push_back(std::move(row));
  }
  return block("fields_preview", std::move(table));
}

Block missing_preview_note() {
  return block("fields_preview",
               Notice{host_sdk::page::Tone::info,
                      tr("This preview is no longer available"),
                      tr("It was made before a restart, or on another server. Nothing was saved. Check the "
                         "fields below and preview them again."),
                      {}});
}

/// Explains how to list custom attributes.
std::vector<Block> permission_note(const Connection& connection) {
  if (connection.state != ConnectionState::connected || google::grants_schemas(connection.scopes)) return {};
  Action allow;
  allow.id = kAllowCustomAttributes;
  allow.label = tr("Allow listing custom attributes");
  allow.icon = "key";
  allow.opens_external_site = connection.kind == ConnectionKind::sign_in;
  std::vector<Block> blocks;
  blocks.push_back(
      block("custom_attributes_note",
            Text{tr("Custom attributes need no further permission if you type their names. To choose them "
                    "from a list, and to notice when one is deleted in Google, allow Google to list them."),
                 {}}));
  blocks.push_back(block("custom_attributes_actions", host_sdk::page::Actions{{std::move(allow)}}));
  return blocks;
}

/// The mapping that was entered; the saved one if the address does not have it.
FieldMapping read_draft(const host_sdk::page::Parameters& parameters, const FieldMapping& saved) {
  MappingReading draft = read_mapping(parameters, saved);
  return draft.errors.empty() ? std::move(draft.mapping) : saved;
}

}  // namespace

FieldFacts read_field_facts(const HookContext& context, const std::string& company_id, const View& view) {
  FieldFacts fields{context.store.field_mapping(company_id), nullptr, std::nullopt};
  const auto shown = view.parameters.find(kFieldsPreviewParameter);
  if (shown == view.parameters.end()) return fields;
  fields.preview = context.fields.preview(company_id, shown->second);
  if (!fields.preview) fields.missing_preview = read_draft(view.parameters, fields.mapping);
  return fields;
}

std::vector<host_sdk::page::UnavailableAction> unavailable_actions(const FieldFacts& fields) {
  if (fields.mapping != default_mapping()) return {};
  return {{kResetFields, tr("The fields already have their defaults.")}};
}

Block fields_card(const PageFacts& facts, const FieldFacts& fields) {
  const FieldMapping& draft = fields.preview           ? fields.preview->mapping
                              : fields.missing_preview ? *fields.missing_preview
                                                       : fields.mapping;
  Section section;
  section.title = tr("Fields");
  section.hint = tr("Which Google attributes fill the fields of target users.");
  section.blocks = {fields_table(fields.mapping)};
  if (fields.preview) section.blocks.push_back(preview_table(*fields.preview, fields.mapping));
  if (fields.missing_preview) section.blocks.push_back(missing_preview_note());
  section.blocks.push_back(fields_form(fields.mapping, draft, facts.saved.revision));
  for (Block& one : permission_note(*facts.connection)) section.blocks.push_back(std::move(one));
  return block("fields_section", std::move(section));
}

}  // namespace gup
