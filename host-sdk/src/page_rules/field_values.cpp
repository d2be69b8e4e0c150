#include "field_values.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"

namespace host_sdk::page {

namespace {

/// The ids in a posted text: separated by commas if the field can have several.
std::vector<std::string> posted_ids(const std::string& text, bool multiple) {
  if (multiple) return split(text, ',');
  return text.empty() ? std::vector<std::string>{} : std::vector<std::string>{text};
}

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

}  // namespace

bool is_field(const BlockKind& kind) {
  return std::holds_alternative<Choice>(kind) || std::holds_alternative<Picker>(kind) ||
         std::holds_alternative<Input>(kind) || std::holds_alternative<Number>(kind) ||
         std::holds_alternative<Toggle>(kind);
}

std::optional<std::string> present_value(const BlockKind& kind) {
  if (const auto* choice = std::get_if<Choice>(&kind)) return join(choice->value, ",");
  if (const auto* picker = std::get_if<Picker>(&kind)) {
    std::vector<std::string> ids;
    for (const auto& selected : picker->value) ids.push_back(selected.id);
    return join(ids, ",");
  }
  if (const auto* input = std::get_if<Input>(&kind); input != nullptr && input->type != InputType::secret)
    return input->value;
  if (const auto* number = std::get_if<Number>(&kind)) return std::to_string(number->value);
  if (const auto* toggle = std::get_if<Toggle>(&kind)) return toggle->value ? "true" : "false";
  return std::nullopt;
}

std::string value_problem(const BlockKind& kind, const std::string& text) {
  return std::visit(Problem{text}, kind);
}

bool is_extension_list(const std::string& text) {
  const auto extensions = split(text, ',');
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return join(extensions, ",") == text && std::ranges::all_of(extensions, [&](const std::string& one) {
           return one.size() > 1 && one.front() == '.' && std::all_of(one.begin() + 1, one.end(), allowed);
         });
}

}  // namespace host_sdk::page
