#include "plugins/pages/page_json.hpp"

#include <boost/json.hpp>

#include "host_sdk/time.hpp"

namespace sample_host {

namespace json = boost::json;
namespace page = host_sdk::page;

namespace {

json::value to_json(const page::Value& value);
json::object to_json(const page::LinkValue& link);
json::object to_json(const page::PageAddress& address);
json::object to_json(const page::Step& step);
json::object to_json(const page::FilterChip& chip);
json::object to_json(const page::Tab& tab);
json::object to_json(const page::Action& action);
json::object to_json(const page::Fact& fact);
json::object to_json(const page::Column& column);
json::object to_json(const page::Row& row);
json::object to_json(const page::ChoiceOption& option);
json::object to_json(const page::SelectedOption& picked);
json::object to_json(const page::Block& block);
json::object to_json(const page::Option& option);

std::string_view word(page::ActionStyle style) {
  constexpr std::string_view kWords[] = {"standard", "primary", "danger", "danger_subtle"};
  return kWords[static_cast<std::size_t>(style) % 4];
}

/// Texts that are empty say nothing and are left out.
void put(json::object& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}
template <typename Items>
json::array list(const Items& items) {
  json::array array;
  for (const auto& item : items) array.emplace_back(to_json(item));
  return array;
}

json::value to_json(const page::Value& value) {
  struct Visitor {
    json::value operator()(const std::string& text) const { return json::value(text); }
    json::value operator()(const page::TimeValue& time) const {
      return json::object{{"time", host_sdk::to_rfc3339(time.at)}};
    }
    json::value operator()(const page::NumberValue& number) const {
      return json::object{{"num", number.number}, {"tone", tone_name(number.tone)}};
    }
    json::value operator()(const page::BadgeValue& badge) const {
      return json::object{{"badge", badge.text}, {"tone", tone_name(badge.tone)}};
    }
    json::value operator()(const page::LinkValue& link) const {
      return json::object{{"link", link.text}, {"url", link.url}};
    }
    json::value operator()(const page::UserValue& user) const {
      json::object object{{"user", user.id}};
      put(object, "text", user.text);
      return object;
    }
    json::value operator()(const page::PageLink& link) const {
      return json::object{{"link", link.text}, {"to", to_json(link.to)}};
    }
  };
  return std::visit(Visitor{}, value);
}

json::object to_json(const page::LinkValue& link) {
  return {{"label", link.text}, {"url", link.url}};
}

json::object parameters_json(const page::Parameters& parameters) {
  json::object object;
  for (const auto& [name, value] : parameters) object[name] = value;
  return object;
}

json::object to_json(const page::PageAddress& address) {
  json::object object{{"path", address.path}};
  if (!address.parameters.empty()) object["parameters"] = parameters_json(address.parameters);
  put(object, "block", address.block);
  return object;
}

json::object to_json(const page::Tab& tab) {
  json::object object{{"label", tab.label}, {"path", tab.path}};
  if (tab.count > 0) object["count"] = tab.count;
  return object;
}

json::object to_json(const page::Step& step) {
  return {{"title", step.title}, {"blocks", list(step.blocks)}};
}

json::object to_json(const page::FilterChip& chip) {
  json::object object{
      {"label", chip.label}, {"count", chip.count}, {"tone", tone_name(chip.tone)}, {"to", to_json(chip.to)}};
  if (chip.selected) object["selected"] = true;
  return object;
}

json::object to_json(const page::Action& action) {
  json::object object{{"id", action.id}, {"label", action.label}, {"style", word(action.style)}};
  put(object, "icon", action.icon);
  if (action.submit) object["submit"] = true;
  if (action.download) object["download"] = true;
  if (action.leads_to) object["leads_to"] = to_json(*action.leads_to);
  if (action.opens_external_site) object["opens_external_site"] = true;
  put(object, "disabled", action.disabled);
  put(object, "needs", action.needs);
  put(object, "value", action.value);
  if (action.confirm) {
    json::object confirm{{"title", action.confirm->title}, {"tone", tone_name(action.confirm->tone)}};
    put(confirm, "text", action.confirm->text);
    put(confirm, "confirm_label", action.confirm->confirm_label);
    if (const auto& typed = action.confirm->type_to_confirm) {
      confirm["type_to_confirm"] = json::object{{"label", typed->label}, {"value", typed->value}};
    }
    object["confirm"] = std::move(confirm);
  }
  return object;
}

json::object to_json(const page::Fact& fact) {
  json::object object{{"label", fact.label}, {"value", to_json(fact.value)}, {"tone", tone_name(fact.tone)}};
  put(object, "hint", fact.hint);
  put(object, "icon", fact.icon);
  if (fact.copyable) object["copyable"] = true;
  return object;
}

json::object to_json(const page::Column& column) {
  json::object object{{"id", column.id},
                      {"label", column.label},
                      {"align", column.align == page::Align::end ? "end" : "start"}};
  if (column.sorted != page::SortOrder::none)
    object["sorted"] = column.sorted == page::SortOrder::ascending ? "ascending" : "descending";
  if (column.sort) object["sort"] = to_json(*column.sort);
  return object;
}

json::object to_json(const page::Row& row) {
  json::object object{{"id", row.id}, {"cells", list(row.cells)}};
  if (row.action) object["action"] = to_json(*row.action);
  return object;
}

json::object to_json(const page::ChoiceOption& option) {
  json::object object{{"id", option.id}, {"label", option.label}, {"blocks", list(option.blocks)}};
  put(object, "hint", option.hint);
  put(object, "icon", option.icon);
  put(object, "disabled", option.disabled);
  return object;
}

json::object to_json(const page::SelectedOption& picked) {
  json::object object{{"id", picked.id}, {"label", picked.label}};
  if (picked.gone) object["gone"] = true;
  return object;
}

json::array counts_json(const std::vector<host_sdk::NamedCount>& counts) {
  json::array array;
  for (const auto& count : counts) array.emplace_back(json::array{count.label, count.count});
  return array;
}

/// The fields of each kind; the first is its name.
struct KindJson {
  json::object operator()(const page::Section& section) const {
    json::object object{{"kind", "section"},
                        {"title", section.title},
                        {"blocks", list(section.blocks)},
                        {"actions", list(section.actions)}};
    put(object, "hint", section.hint);
    if (section.collapsed) object["collapsed"] = *section.collapsed;
    return object;
  }
  json::object operator()(const page::Text& text) const {
    json::object object{{"kind", "text"}, {"text", text.text}};
    if (!text.links.empty()) object["links"] = list(text.links);
    return object;
  }
  json::object operator()(const page::Notice& notice) const {
    json::object object{
        {"kind", "notice"}, {"tone", tone_name(notice.tone)}, {"actions", list(notice.actions)}};
    put(object, "title", notice.title);
    put(object, "text", notice.text);
    return object;
  }
  json::object operator()(const page::Empty& empty) const {
    json::object object{{"kind", "empty"}, {"title", empty.title}, {"actions", list(empty.actions)}};
    put(object, "icon", empty.icon);
    put(object, "text", empty.text);
    put(object, "footnote", empty.footnote);
    return object;
  }
  json::object operator()(const page::Facts& facts) const {
    json::object object{{"kind", "facts"},
                        {"style", facts.style == page::FactStyle::tiles ? "tiles" : "list"},
                        {"items", list(facts.items)}};
    put(object, "title", facts.title);
    return object;
  }
  json::object operator()(const page::ProgressBar& bar) const {
    json::object object{{"kind", "progress"},
                        {"done", bar.done},
                        {"counts", counts_json(bar.counts)},
                        {"started", host_sdk::to_rfc3339(bar.started)},
                        {"actions", list(bar.actions)}};
    if (bar.total) {
      object["total"] = *bar.total;
    } else {
      object["total"] = nullptr;
    }
    put(object, "title", bar.title);
    put(object, "step", bar.step);
    put(object, "unit", bar.unit);
    put(object, "note", bar.note);
    return object;
  }
  json::object operator()(const page::Table& table) const {
    json::object object{{"kind", "table"},
                        {"columns", list(table.columns)},
                        {"rows", list(table.rows)},
                        {"actions", list(table.actions)}};
    put(object, "title", table.title);
    put(object, "empty", table.empty_text);
    put(object, "next", table.next);
    if (table.total) object["total"] = *table.total;
    return object;
  }
  json::object operator()(const page::Form& form) const {
    json::object object{{"kind", "form"},
                        {"blocks", list(form.blocks)},
                        {"actions", list(form.actions)},
                        {"revision", form.revision}};
    put(object, "note", form.note);
    return object;
  }
  json::object operator()(const page::Choice& choice) const {
    constexpr std::string_view kStyles[] = {"cards", "compact", "select"};
    json::object object{{"kind", "choice"},
                        {"label", choice.label},
                        {"style", kStyles[static_cast<std::size_t>(choice.style) % 3]},
                        {"options", list(choice.options)}};
    if (choice.multiple) {
      object["multiple"] = true;
      object["value"] = json::array(choice.value.begin(), choice.value.end());
    } else {
      object["value"] = choice.value.empty() ? std::string{} : choice.value.front();
    }
    put(object, "hint", choice.hint);
    return object;
  }
  json::object operator()(const page::Picker& picker) const {
    json::object object{{"kind", "picker"},
                        {"label", picker.label},
                        {"shape", picker.shape == page::PickerShape::tree ? "tree" : "list"},
                        {"select", picker.select == page::PickerSelect::subtree ? "subtree" : "node"},
                        {"multiple", picker.multiple},
                        {"searchable", picker.searchable},
                        {"value", list(picker.value)}};
    put(object, "hint", picker.hint);
    put(object, "create", picker.create);
    put(object, "summary", picker.summary);
    return object;
  }
  json::object operator()(const page::Input& input) const {
    constexpr std::string_view kTypes[] = {"text", "email", "secret"};
    json::object object{{"kind", "input"},
                        {"label", input.label},
                        {"type", kTypes[static_cast<std::size_t>(input.type) % 3]},
                        {"max", input.max}};
    // A secret is write-only.
    object["value"] = input.type == page::InputType::secret ? std::string{} : input.value;
    if (input.type == page::InputType::secret) object["saved"] = input.saved;
    if (input.multiline) object["multiline"] = true;
    put(object, "accepted_files", input.accepted_files);
    put(object, "hint", input.hint);
    return object;
  }
  json::object operator()(const page::Number& number) const {
    json::object object{{"kind", "number"},
                        {"label", number.label},
                        {"min", number.min},
                        {"max", number.max},
                        {"value", number.value}};
    put(object, "hint", number.hint);
    put(object, "prefix", number.prefix);
    put(object, "suffix", number.suffix);
    if (number.in_sentence) object["in_sentence"] = true;
    return object;
  }
  json::object operator()(const page::Toggle& toggle) const {
    json::object object{{"kind", "toggle"}, {"label", toggle.label}, {"value", toggle.value}};
    put(object, "hint", toggle.hint);
    return object;
  }
  json::object operator()(const page::Actions& actions) const {
    return {{"kind", "actions"}, {"items", list(actions.items)}};
  }
  json::object operator()(const page::Steps& steps) const {
    return {{"kind", "steps"}, {"items", list(steps.items)}};
  }
  json::object operator()(const page::FilterChips& chips) const {
    return {{"kind", "filter_chips"}, {"label", chips.label}, {"items", list(chips.items)}};
  }
};

json::object to_json(const page::Block& block) {
  json::object object{{"id", block.id}};
  for (auto& [key, value] : std::visit(KindJson{}, block.kind)) object[key] = value;
  put(object, "fallback", block.fallback);
  return object;
}

json::object to_json(const page::Option& option) {
  json::object object{{"id", option.id}, {"label", option.label}, {"children", option.children}};
  put(object, "hint", option.hint);
  if (option.count) object["count"] = *option.count;
  put(object, "disabled", option.disabled);
  if (option.gone) object["gone"] = true;
  return object;
}

std::string_view word(page::Outcome outcome) {
  constexpr std::string_view kWords[] = {"render", "invalid", "redirect", "stale", "refused"};
  return kWords[static_cast<std::size_t>(outcome) % 5];
}
std::string_view word(page::Refusal refusal) {
  constexpr std::string_view kWords[] = {"busy", "forbidden", "limit", "not_possible"};
  return kWords[static_cast<std::size_t>(refusal) % 4];
}

}  // namespace

std::string_view tone_name(page::Tone tone) {
  constexpr std::string_view kNames[] = {"neutral", "info", "success", "warning", "danger"};
  return kNames[static_cast<std::size_t>(tone) % 5];
}

std::string page_json_text(const page::Page& whole) {
  json::object status{{"label", whole.status.label}, {"tone", tone_name(whole.status.tone)}};
  if (whole.status.pulsing) status["pulsing"] = true;
  json::object object{{"title", whole.title},           {"status", std::move(status)},
                      {"actions", list(whole.actions)}, {"blocks", list(whole.blocks)},
                      {"aside", list(whole.aside)},     {"live", whole.live}};
  if (whole.title_time) object["title_time"] = host_sdk::to_rfc3339(*whole.title_time);
  if (!whole.tabs.empty()) {
    object["tabs"] = list(whole.tabs);
    object["tab"] = whole.tab;
  }
  if (whole.unlink) object["unlink"] = to_json(*whole.unlink);
  return json::serialize(object);
}

std::string answer_json_text(const page::ActionAnswer& answer) {
  json::object object{{"outcome", word(answer.outcome)}};
  if (answer.toast) object["toast"] = {{"tone", tone_name(answer.toast->tone)}, {"text", answer.toast->text}};
  if (answer.file) object["file"] = {{"name", answer.file->name}, {"content", answer.file->content}};
  put(object, "focus", answer.focus);
  if (!answer.errors.empty()) {
    json::object errors;
    for (const auto& [field, sentences] : answer.errors) {
      errors[field] = json::array(sentences.begin(), sentences.end());
    }
    object["errors"] = std::move(errors);
  }
  put(object, "url", answer.url);
  put(object, "by", answer.stale_by);
  put(object, "changes", answer.stale_changes);
  if (answer.stale_at) object["at"] = host_sdk::to_rfc3339(*answer.stale_at);
  if (answer.outcome == page::Outcome::refused) object["code"] = word(answer.refusal);
  put(object, "started_job", answer.started_job);
  if (!answer.parameters.empty()) object["parameters"] = parameters_json(answer.parameters);
  if (answer.path) object["path"] = *answer.path;
  return json::serialize(object);
}

std::string options_json_text(const page::OptionsAnswer& answer) {
  json::object object{{"options", list(answer.options)}};
  put(object, "next", answer.next);
  if (answer.total) object["total"] = *answer.total;
  put(object, "note", answer.note);
  return json::serialize(object);
}

}  // namespace sample_host
