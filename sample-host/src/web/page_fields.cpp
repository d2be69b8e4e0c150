#include "web/page_fields.hpp"

#include <algorithm>
#include <charconv>

#include "host_sdk/page_rules/walk.hpp"
#include "host_sdk/text.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// Shows `new:NAME` as the name.
std::string label_of(const std::string& id) {
  constexpr std::string_view kNew = "new:";
  return id.starts_with(kNew) ? id.substr(kNew.size()) : std::string{};
}

std::vector<std::string> keep_picked(Picker& picker, const std::string& typed) {
  std::vector<SelectedOption> kept;
  std::vector<std::string> unresolved;
  const std::vector<std::string> ids = picker.multiple ? host_sdk::split(typed, ',')
                                       : typed.empty() ? std::vector<std::string>{}
                                                       : std::vector{typed};
  for (const std::string& id : ids) {
    const auto known = std::find_if(picker.value.begin(), picker.value.end(),
                                    [&](const SelectedOption& p) { return p.id == id; });
    if (known != picker.value.end()) {
      kept.push_back(*known);
      continue;
    }
    kept.push_back({id, label_of(id), false});
    if (kept.back().label.empty()) unresolved.push_back(id);
  }
  picker.value = std::move(kept);
  // All of them, to sum up another selection.
  if (!picker.summary.empty()) unresolved = ids;
  picker.summary.clear();
  return unresolved;
}

}  // namespace

void keep_typed(Page& page, const Values& typed,
                std::vector<std::pair<std::string, std::vector<std::string>>>& unresolved) {
  const auto keep = [&](Block& block) {
    const auto found = typed.find(block.id);
    if (found == typed.end()) return;
    const std::string& text = found->second;
    if (auto* choice = std::get_if<Choice>(&block.kind)) {
      choice->value = choice->multiple ? host_sdk::split(text, ',') : std::vector{text};
    } else if (auto* input = std::get_if<Input>(&block.kind)) {
      if (input->type != InputType::secret) input->value = text;
    } else if (auto* number = std::get_if<Number>(&block.kind)) {
      std::from_chars(text.data(), text.data() + text.size(), number->value);
    } else if (auto* toggle = std::get_if<Toggle>(&block.kind)) {
      toggle->value = text == "true";
    } else if (auto* picker = std::get_if<Picker>(&block.kind)) {
      auto ids = keep_picked(*picker, text);
      if (!ids.empty()) unresolved.emplace_back(block.id, std::move(ids));
    }
  };
  walk_page(page, keep, {});
}

}  // namespace sample_host::web
