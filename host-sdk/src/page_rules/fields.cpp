#include "host_sdk/page_rules/fields.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "host_sdk/language.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"

namespace host_sdk::page {

namespace {

/// The ids that a field posts: separated by commas when it can have several.
std::vector<std::string> posted_ids(const std::string& text, bool multiple) {
  if (multiple) return split(text, ',');
  return text.empty() ? std::vector<std::string>{} : std::vector<std::string>{text};
}

/// Returns why a value does not fit its field, or "". A field without a value of its own takes none.
struct Problem {
  const std::string& text;

  std::string operator()(const Choice& choice) const {
    std::vector<std::string> known;
    for (const auto& option : choice.options) known.push_back(option.id);
    for (const auto& id : posted_ids(text, choice.multiple)) {
      if (auto problem = choice_problem(id, known); !problem.empty()) return problem;
      const auto option = std::find_if(choice.options.begin(), choice.options.end(),
                                       [&](const ChoiceOption& one) { return one.id == id; });
      const bool chosen = std::find(choice.value.begin(), choice.value.end(), id) != choice.value.end();
      if (!option->disabled.empty() && !chosen)
        return tr("'{option}' is not available: {reason}", {{"option", id}, {"reason", option->disabled}});
    }
    return {};
  }
  std::string operator()(const Picker& picker) const {
    constexpr std::string_view kNew = "new:";
    if (!is_clean_utf8(text)) return tr("is not valid UTF-8 text");
    for (const auto& id : posted_ids(text, picker.multiple)) {
      if (!id.starts_with(kNew)) continue;
      if (picker.create.empty())
        return tr("'{option}' is not possible: nothing new can be created here", {{"option", id}});
      if (trimmed(id.substr(kNew.size())).empty()) return tr("must have a name after 'new:'");
    }
    return {};
  }
  std::string operator()(const Input& input) const {
    if (!is_clean_utf8(text)) return tr("is not valid UTF-8 text");
    if (input.max > 0 && count_code_points(text) > static_cast<std::size_t>(input.max))
      return tr("must be at most {count} characters long", {{"count", input.max}});
    if (!input.multiline && text.find_first_of("\r\n") != std::string::npos)
      return tr("must be a single line");
    return {};
  }
  std::string operator()(const Number& number) const {
    return integer_problem(text, {number.min, number.max});
  }
  std::string operator()(const Toggle&) const { return boolean_problem(text); }
  template <class Kind>
  std::string operator()(const Kind&) const {
    return tr("is not known");
  }
};

bool is_field(const Block& block) {
  return std::holds_alternative<Choice>(block.kind) || std::holds_alternative<Picker>(block.kind) ||
         std::holds_alternative<Input>(block.kind) || std::holds_alternative<Number>(block.kind) ||
         std::holds_alternative<Toggle>(block.kind);
}

}  // namespace

Values present_values(const Form& form) {
  Values values;
  Page only;
  only.blocks.push_back({"form", form, {}});
  walk_page(std::as_const(only),
            [&](const Block& block, FormAround) {
              if (const auto* choice = std::get_if<Choice>(&block.kind)) {
                values[block.id] = join(choice->value, ",");
              } else if (const auto* picker = std::get_if<Picker>(&block.kind)) {
                std::vector<std::string> ids;
                for (const auto& selected : picker->value) ids.push_back(selected.id);
                values[block.id] = join(ids, ",");
              } else if (const auto* input = std::get_if<Input>(&block.kind)) {
                if (input->type != InputType::secret) values[block.id] = input->value;
              } else if (const auto* number = std::get_if<Number>(&block.kind)) {
                values[block.id] = std::to_string(number->value);
              } else if (const auto* toggle = std::get_if<Toggle>(&block.kind)) {
                values[block.id] = toggle->value ? "true" : "false";
              }
            },
            {});
  return values;
}

std::map<std::string, std::vector<std::string>> check_values(const Page& whole, const Values& values) {
  std::map<std::string, const Block*> fields;
  std::vector<std::string> names;
  walk_page(whole,
            [&](const Block& block, FormAround) {
              if (!is_field(block)) return;
              fields.emplace(block.id, &block);
              names.push_back(block.id);
            },
            {});
  std::map<std::string, std::vector<std::string>> errors;
  for (const auto& [name, text] : values) {
    if (name == "value" || name == "confirmation") continue;
    const auto field = fields.find(name);
    auto problem =
        field == fields.end() ? name_problem(name, names) : std::visit(Problem{text}, field->second->kind);
    if (!problem.empty()) errors[name].push_back(std::move(problem));
  }
  return errors;
}

}  // namespace host_sdk::page
